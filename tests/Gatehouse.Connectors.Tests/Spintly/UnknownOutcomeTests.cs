using Gatehouse.Access;
using Gatehouse.Creates;
using Gatehouse.Errors;
using Gatehouse.Paging;
using Gatehouse.Simulators.Control;
using Gatehouse.State;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.Spintly;

public sealed class UnknownOutcomeTests : IAsyncLifetime
{
    private const string Create = "/visitorManagementV3/integrator/v1/organisations/641/meeting";

    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Theory]
    [InlineData(FaultKind.DropAfter)]
    [InlineData(FaultKind.DropBefore)]
    [InlineData(FaultKind.HalfJson)]
    [InlineData(FaultKind.Empty)]
    public async Task A_create_whose_answer_is_lost_is_taken_back_at_once_and_made_anew_after_the_settle_time(FaultKind fault)
    {
        Fail(fault);

        (await Should.ThrowAsync<HubException>(_vendor.RunCreateAsync("m-1"))).Kind.ShouldBe(HubErrorKind.OutcomeUnknown);
        _vendor.Organisation.Meetings.Count.ShouldBe(0);
        (await Should.ThrowAsync<HubException>(_vendor.RunCreateAsync("m-1"))).Kind.ShouldBe(HubErrorKind.OutcomeUnknown);

        _vendor.Clock.Advance(CreateRunner.SettleTime);
        var visit = await _vendor.RunCreateAsync("m-1");

        visit.Id.ShouldBe(_vendor.Meeting.Id.ToString());
        _vendor.Meeting.UserId.ShouldBe("m-1");
        (await _vendor.RunCreateAsync("m-1")).Id.ShouldBe(visit.Id);
        (await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(9)))).Items.Select(item => item.Id).ShouldBe([visit.Id]);
    }

    [Fact]
    public async Task What_shows_up_late_is_taken_back_before_the_create_is_repeated()
    {
        Fail(FaultKind.DropBefore);
        await Should.ThrowAsync<HubException>(_vendor.RunCreateAsync("m-1"));
        await _vendor.CreateAsync("m-1");

        _vendor.Clock.Advance(CreateRunner.SettleTime);
        var visit = await _vendor.RunCreateAsync("m-1");

        visit.Id.ShouldBe(_vendor.Meeting.Id.ToString());
    }

    [Fact]
    public async Task Where_visitors_cannot_be_deleted_the_outcome_is_never_known()
    {
        Fail(FaultKind.DropAfter);

        await Should.ThrowAsync<HubException>(_vendor.RunCreateAsync("m-1", ("deleteVisitorPath", "")));
        (await Should.ThrowAsync<HubException>(_vendor.RunCreateAsync("m-1", ("deleteVisitorPath", "")))).Code.ShouldBe("outcome_never_known");
    }

    [Fact]
    public async Task A_failed_login_is_no_unknown_outcome()
    {
        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Path = "/prod/saamsIdm" });

        (await Should.ThrowAsync<VendorException>(_vendor.CreateAsync())).Error.EffectUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task A_group_is_taken_back_whole()
    {
        var context = _vendor.Context();
        var request = new VisitGroupCreate([_vendor.Draft(), _vendor.Draft()], "g");
        await _vendor.CreateAsync("g-0");
        await _vendor.CreateAsync("other");

        await _vendor.Connector.Find(VisitOperations.CreateGroup)!.Undo!(context, request, CancellationToken.None);

        _vendor.Meeting.UserId.ShouldBe("other");
        (await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(9)))).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Taking_back_reads_no_other_visit()
    {
        var other = await _vendor.CreateAsync("other");
        await _vendor.CreateAsync("mine");
        await _vendor.State.PutAsync("Visits", new StateKey(other.Facility, $"s:{other.Id}"), "cannot be decrypted"u8.ToArray(), CancellationToken.None);

        await _vendor.Connector.Find(VisitOperations.Create)!.Undo!(
            _vendor.Context(), new VisitCreate(_vendor.Draft(), "mine"), CancellationToken.None);

        _vendor.Meeting.UserId.ShouldBe("other");
    }

    [Fact]
    public async Task An_access_is_taken_back_too()
    {
        var spec = new AccessSpec
        {
            Subject = new AccessSubject { Name = "A B" },
            Window = new AccessWindow(_vendor.Clock.GetUtcNow(), _vendor.Clock.GetUtcNow().AddHours(1)),
            AccessPoints = [_vendor.Doors[0].ToString()],
        };
        var apply = new AccessApply(spec, new AccessPlan { Window = spec.Window }, "m-1", []);
        await _vendor.DoAsync(AccessOperations.Apply, apply);

        await _vendor.Connector.Find(AccessOperations.Apply)!.Undo!(_vendor.Context(), apply, CancellationToken.None);

        _vendor.Organisation.Meetings.Count.ShouldBe(0);
    }

    private void Fail(FaultKind kind) => _vendor.Simulator.Host.Faults.Add(new Fault(kind) { Next = 1, Method = "POST", Path = Create });
}
