using System.Text.Json;
using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Indexes;
using Gatehouse.Model;
using Gatehouse.State;
using Gatehouse.Tests.Reconciliation;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.VisitGrants;
using Gatehouse.Visits;

namespace Gatehouse.Tests.VisitGrants;

public sealed class VisitGrantFollowerTests
{
    [Fact]
    public async Task The_grant_of_a_visit_follows_its_window_and_its_end()
    {
        await using var hub = await StartAsync();
        var visit = await CreateAsync(hub);
        await WorkAsync(hub);
        (await GrantAsync(hub, visit)).ShouldSatisfyAllConditions(
            grant => grant.Grant.Value.Visit.ShouldBe(new GrantVisit(ReconcileHub.Facility, visit.Id)),
            grant => grant.Grant.Value.Subject.Name.ShouldBe("Ada Byron"),
            grant => grant.Targets[0].Value.State.ShouldBe(GrantState.Active));

        var to = hub.Clock.GetUtcNow().AddDays(3);
        await hub.Get<VisitService>().PatchAsync(
            ReconcileHub.Facility, visit.Id, JsonSerializer.SerializeToElement(new { window = new { to } }), CancellationToken.None);
        (await GrantAsync(hub, visit)).Targets[0].Value.Wish.Window.To.ShouldBe(to);

        await hub.Get<VisitService>().EndAsync(ReconcileHub.Facility, visit.Id, "Left", null, CancellationToken.None);
        await WorkAsync(hub);
        (await GrantAsync(hub, visit)).Targets[0].Value.ShouldSatisfyAllConditions(
            target => target.State.ShouldBe(GrantState.Revoked),
            target => target.Wish.Reason.ShouldBe("Left"));
        hub.Held.ShouldBeEmpty();
        (await RowsAsync(hub)).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_done_at_once_is_removed_without_a_warning()
    {
        await using var hub = await StartAsync();
        var visit = await CreateAsync(hub);
        await hub.Get<VisitService>().EndAsync(ReconcileHub.Facility, visit.Id, "Left", null, CancellationToken.None);
        await WorkAsync(hub);
        (await ItemsAsync(hub)).ShouldBe(2);

        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await WorkAsync(hub);

        (await ItemsAsync(hub)).ShouldBe(0);
        hub.Log.All.ShouldNotContain(line => line.Contains("never written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repeated_create_makes_one_grant_and_a_deletion_revokes_it()
    {
        await using var hub = await StartAsync();
        var first = await CreateAsync(hub, "operation-1");
        var second = await CreateAsync(hub, "operation-1");
        (second.Id, second.GrantId).ShouldBe((first.Id, first.GrantId));
        await WorkAsync(hub);
        hub.Held.Count.ShouldBe(1);

        await hub.Get<VisitService>().DeleteAsync(ReconcileHub.Facility, first.Id, CancellationToken.None);
        await WorkAsync(hub);

        hub.Held.ShouldBeEmpty();
        (await GrantAsync(hub, first)).Targets[0].Value.State.ShouldBe(GrantState.Revoked);
    }

    [Fact]
    public async Task A_visit_whose_access_is_refused_is_not_created()
    {
        await using var hub = await StartAsync();

        var refused = await Should.ThrowAsync<InvalidInputException>(() => CreateAsync(hub, access: [new GrantTargetDraft { Facility = "nowhere" }, new GrantTargetDraft()]));
        refused.Errors.Select(error => error.Pointer).ShouldBe(["/access/0", "/access/1/facility"], ignoreOrder: true);
        hub.Visits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_dies_after_the_visit_was_made_leaves_the_grant_to_the_lane()
    {
        await using var hub = await StartAsync();
        var follower = hub.Get<VisitGrantFollower>();
        var context = await hub.Get<FacilityDirectory>().GetAsync(ReconcileHub.Facility, CancellationToken.None);
        var draft = await follower.BeginAsync(context, await follower.PrepareAsync(Draft(hub), [], CancellationToken.None), "operation-1");
        var visit = await hub.Get<VendorCalls>().CreateAsync(
            context, VisitOperations.Create, "operation-1", new VisitCreate(draft, "operation-1"), made => made.Id, id => Task.FromResult(hub.Visits[id]), CancellationToken.None);
        await WorkAsync(hub);
        hub.Held.ShouldBeEmpty();

        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await WorkAsync(hub);

        hub.Held.Count.ShouldBe(1);
        (await hub.Get<ObjectIndexes>().Visits.FindAsync(ReconcileHub.Facility, visit.Id, CancellationToken.None))!.GrantId.ShouldBe(draft.Grant!.Grant.Id);
        (await hub.Get<GrantService>().GetAsync(draft.Grant.Grant.Id, CancellationToken.None)).Grant.Value.Visit!.Id.ShouldBe(visit.Id);
        (await RowsAsync(hub)).ShouldBe(0);
    }

    [Fact]
    public async Task A_visit_that_was_never_made_gets_no_grant()
    {
        await using var hub = await StartAsync();
        var follower = hub.Get<VisitGrantFollower>();
        var context = await hub.Get<FacilityDirectory>().GetAsync(ReconcileHub.Facility, CancellationToken.None);
        await follower.BeginAsync(context, await follower.PrepareAsync(Draft(hub), [], CancellationToken.None), "operation-1");

        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await WorkAsync(hub);

        (await RowsAsync(hub)).ShouldBe(0);
        hub.Held.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_while_a_visit_is_deleted_leaves_it_to_the_lane_to_look(bool isDeleted)
    {
        await using var hub = await StartAsync();
        var visit = await CreateAsync(hub);
        await WorkAsync(hub);
        var follower = hub.Get<VisitGrantFollower>();
        var context = await hub.Get<FacilityDirectory>().GetAsync(ReconcileHub.Facility, CancellationToken.None);
        var row = await follower.EndAsync(context, visit.Id, "Deleted", CancellationToken.None);
        await Should.ThrowAsync<IOException>(() => follower.FollowAsync<int>(context, row, () =>
        {
            if (isDeleted)
                hub.Visits.Remove(visit.Id);
            throw new IOException("The process dies here.");
        }));
        (await GrantAsync(hub, visit)).Targets[0].Value.State.ShouldBe(GrantState.Active);

        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        await WorkAsync(hub);

        (await GrantAsync(hub, visit)).Targets[0].Value.State.ShouldBe(isDeleted ? GrantState.Revoked : GrantState.Active);
        (await RowsAsync(hub)).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_poll_sees_of_a_visit_its_grant_follows()
    {
        await using var hub = await StartAsync();
        var visit = await CreateAsync(hub);
        await WorkAsync(hub);
        var context = await hub.Get<FacilityDirectory>().GetAsync(ReconcileHub.Facility, CancellationToken.None);
        var to = hub.Clock.GetUtcNow().AddHours(5);
        var seen = hub.Visits[visit.Id] with { Window = new TimeWindow { From = visit.Window!.From, To = to } };

        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        await hub.Get<VisitLedger>().SaveAsync(context, seen, announce: true, CancellationToken.None, readAt: hub.Clock.GetUtcNow());
        await WorkAsync(hub);
        (await GrantAsync(hub, visit)).Targets[0].Value.ShouldSatisfyAllConditions(
            target => target.Wish.Window.To.ShouldBe(to),
            target => target.State.ShouldBe(GrantState.Active));

        (await hub.Get<VisitLedger>().RemoveAsync(context, visit.Id, CancellationToken.None)).ShouldBeTrue();
        await WorkAsync(hub);
        (await GrantAsync(hub, visit)).Targets[0].Value.State.ShouldBe(GrantState.Revoked);
        hub.Held.ShouldBeEmpty();
    }

    /// <summary>Works what is due. What follows a visit plans work within the lane: a worker beside it may come upon that before its state is written, and tries again.</summary>
    private static async Task WorkAsync(ReconcileHub hub)
    {
        await hub.WorkAsync();
        hub.Clock.Advance(TimeSpan.FromSeconds(3));
        await hub.WorkAsync();
    }

    private static VisitDraft Draft(ReconcileHub hub, IReadOnlyList<GrantTargetDraft>? access = null) => new()
    {
        Visitor = new Visitor { Name = "Ada Byron" },
        Window = new TimeWindow { From = hub.Clock.GetUtcNow(), To = hub.Clock.GetUtcNow().AddDays(1) },
        Access = access ?? [new GrantTargetDraft { Facility = ReconcileHub.Facility }],
    };

    private static async Task<Visit> CreateAsync(ReconcileHub hub, string? operation = null, IReadOnlyList<GrantTargetDraft>? access = null) =>
        (await hub.Get<VisitService>().CreateAsync(ReconcileHub.Facility, new Input<VisitDraft>(Draft(hub, access)), operation, CancellationToken.None)).Value;

    private static Task<GrantDocument> GrantAsync(ReconcileHub hub, Visit visit) => hub.Get<GrantService>().GetAsync(visit.GrantId!, CancellationToken.None);

    private static async Task<int> RowsAsync(ReconcileHub hub) =>
        (await hub.Get<IStateStore>().QueryAsync("VisitGrants", StateRange.WholeTable, 100, null, CancellationToken.None)).Rows.Count;

    private static async Task<int> ItemsAsync(ReconcileHub hub)
    {
        var rows = (await hub.Get<IStateStore>().QueryAsync("Work", StateRange.WholeTable, 100, null, CancellationToken.None)).Rows;
        return rows.Count(row => row.Key.Row.Contains(VisitGrantStore.Kind, StringComparison.Ordinal));
    }

    private static async Task<ReconcileHub> StartAsync()
    {
        var hub = new ReconcileHub();
        await hub.StartAsync();
        return hub;
    }
}
