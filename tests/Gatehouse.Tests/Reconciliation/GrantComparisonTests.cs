using Gatehouse.Access;
using Gatehouse.Errors;
using Gatehouse.Events;
using Gatehouse.Grants;
using Gatehouse.Paging;
using Gatehouse.Reconciliation;
using Gatehouse.Sync;
using Gatehouse.Vendors;
using Gatehouse.Work;

namespace Gatehouse.Tests.Reconciliation;

public sealed class GrantComparisonTests
{
    [Fact]
    public async Task What_the_vendor_holds_as_it_should_is_left_alone()
    {
        await using var hub = await StartAsync();
        await hub.GrantAsync();
        await hub.RevokeAsync(await hub.GrantAsync("Charles Babbage"));
        var events = await hub.EventTypesAsync();

        var report = await hub.ReconcileAsync();

        report.Run.Outcome.ShouldBe(SyncOutcome.Succeeded);
        report.Run.Reconcile.ShouldBe(new ReconcileCounts { Checked = 2 });
        report.Findings.ShouldBeEmpty();
        (await hub.EventTypesAsync()).ShouldBe(events);
        hub.Held.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_missing_at_the_vendor_is_applied_again()
    {
        await using var hub = await StartAsync();
        var grant = await hub.GrantAsync();
        var before = await hub.TargetAsync(grant);
        hub.Held.Clear();

        var dry = await hub.ReconcileAsync(dryRun: true);
        (dry.Run.DryRun, dry.Run.Reconcile).ShouldBe((true, new ReconcileCounts { Checked = 1, Missing = 1, Listed = 1 }));
        dry.Findings.ShouldBe([new ReconcileFinding(grant, 0, FindingKind.Missing, Done: false, before.Hold!.Id)]);
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Active);

        var report = await hub.ReconcileAsync();
        report.Findings.ShouldBe([new ReconcileFinding(grant, 0, FindingKind.Missing, Done: true, before.Hold!.Id)]);
        var target = await hub.TargetAsync(grant);
        (target.State, target.Failure!.Code).ShouldBe((GrantState.Pending, "missing_at_vendor"));
        await hub.WorkAsync();

        target = await hub.TargetAsync(grant);
        (target.State, target.Failure).ShouldBe((GrantState.Active, null));
        hub.Held.Keys.ShouldBe([target.Hold!.Id]);
        (await hub.EventTypesAsync()).ShouldBe([EventTypes.GrantTargetActive, EventTypes.GrantTargetDrifted, EventTypes.GrantTargetActive]);
    }

    [Fact]
    public async Task What_was_revoked_and_is_still_there_is_revoked_again_with_an_alarm()
    {
        await using var hub = await StartAsync();
        var grant = await hub.GrantAsync();
        var (id, marker) = hub.Held.Single();
        await hub.RevokeAsync(grant);
        hub.Held[id] = marker;
        hub.Held["b2"] = marker;

        var report = await hub.ReconcileAsync();
        report.Findings.ShouldBe([new ReconcileFinding(grant, 0, FindingKind.LeftOver, Done: true, id)]);
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Revoking);
        hub.Log.All.ShouldContain(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("the vendor still had target 0", StringComparison.Ordinal));
        await hub.WorkAsync();

        hub.Held.ShouldBeEmpty();
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Revoked);
        (await hub.EventTypesAsync()).ShouldBe(
            [EventTypes.GrantTargetActive, EventTypes.GrantTargetRevoked, EventTypes.GrantTargetDrifted, EventTypes.GrantTargetRevoked]);
    }

    [Fact]
    public async Task What_is_over_and_still_there_is_taken_back_and_stays_expired()
    {
        await using var hub = await StartAsync();
        var grant = await hub.GrantAsync();
        var (id, marker) = hub.Held.Single();
        hub.Clock.Advance(TimeSpan.FromDays(3));
        await hub.WorkAsync();
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Expired);
        hub.Held[id] = marker;

        (await hub.ReconcileAsync()).Run.Reconcile!.LeftOver.ShouldBe(1);
        await hub.WorkAsync();

        hub.Held.ShouldBeEmpty();
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Expired);
        hub.Clock.Advance(TimeSpan.FromDays(8));
        (await hub.ReconcileAsync()).Run.Reconcile!.Checked.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_object_with_the_same_marker_is_removed()
    {
        await using var hub = await StartAsync();
        var grant = await hub.GrantAsync();
        var (id, marker) = hub.Held.Single();
        hub.Held["b2"] = marker;

        var report = await hub.ReconcileAsync();
        await hub.WorkAsync();

        report.Findings.ShouldBe([new ReconcileFinding(grant, 0, FindingKind.Duplicate, Done: true, "b2")]);
        hub.Held.Keys.ShouldBe([id]);
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Active);
    }

    [Fact]
    public async Task What_an_earlier_create_made_after_all_is_removed()
    {
        await using var hub = await StartAsync();
        var grant = await hub.GrantAsync();
        var marker = hub.Held.Single().Value;
        hub.Held.Clear();
        await hub.ReconcileAsync();
        await hub.WorkAsync();
        hub.Held["late"] = marker;

        (await hub.ReconcileAsync()).Run.Reconcile!.Duplicates.ShouldBe(1);
        await hub.WorkAsync();

        hub.Held.Keys.ShouldBe([(await hub.TargetAsync(grant)).Hold!.Id]);
    }

    [Fact]
    public async Task An_unconfirmed_revoke_is_confirmed_when_the_vendor_shows_it_gone()
    {
        await using var hub = await StartAsync();
        hub.Revocation = AccessRevocation.Unconfirmed;
        var grant = await hub.GrantAsync();
        await hub.RevokeAsync(grant);
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Unverified);
        hub.Clock.Advance(TimeSpan.FromDays(30));

        hub.Inspected = inspection => inspection with { IsUnclear = true };
        (await hub.ReconcileAsync()).Findings.Single().Kind.ShouldBe(FindingKind.Unverifiable);
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Unverified);

        hub.Inspected = inspection => inspection;
        (await hub.ReconcileAsync()).Findings.Single().Kind.ShouldBe(FindingKind.Confirmed);
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Revoked);
        hub.Inspections.ShouldAllBe(request => request.IsRevoked && request.Current!.Credentials.Count == 0);
    }

    [Fact]
    public async Task What_came_to_its_end_at_the_vendor_is_not_applied_again()
    {
        await using var hub = await StartAsync();
        await hub.GrantAsync();
        hub.Inspected = _ => new AccessInspection(null, []) { IsOver = true };

        var report = await hub.ReconcileAsync();
        await hub.WorkAsync();

        report.Findings.Single().ShouldSatisfyAllConditions(finding => finding.Kind.ShouldBe(FindingKind.Ended), finding => finding.Done.ShouldBeFalse());
        hub.Held.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_read_leaves_targets_unverifiable()
    {
        await using var hub = await StartAsync(canInspect: false);
        var grant = await hub.GrantAsync();

        var report = await hub.ReconcileAsync();

        report.Run.Outcome.ShouldBe(SyncOutcome.Succeeded);
        report.Run.Reconcile.ShouldBe(new ReconcileCounts { Unverifiable = 1, Listed = 1 });
        report.Findings.Single().Detail!.ShouldContain("access.inspect");
        (await hub.TargetAsync(grant)).State.ShouldBe(GrantState.Active);
    }

    [Fact]
    public async Task A_vendor_that_fails_for_one_target_keeps_no_other_from_its_turn()
    {
        await using var hub = await StartAsync();
        var first = await hub.GrantAsync();
        await hub.GrantAsync("Charles Babbage");
        var marker = (await hub.TargetAsync(first)).Hold!.Marker;
        hub.Inspected = inspection => hub.Held[inspection.Found!.Id] == marker
            ? throw new VendorException(VendorErrorKind.Invalid, "What is this?")
            : inspection;

        var report = await hub.ReconcileAsync();

        (report.Run.Outcome, report.Run.Reconcile).ShouldBe((SyncOutcome.Succeeded, new ReconcileCounts { Checked = 1, Unverifiable = 1, Listed = 1 }));
        report.Findings.Single().Grant.ShouldBe(first);
    }

    [Fact]
    public async Task Targets_that_nobody_works_are_scheduled_again()
    {
        await using var hub = await StartAsync();
        var active = await hub.GrantAsync("Charles Babbage");
        var waiting = await hub.GrantAsync(worked: false);
        await hub.LoseWorkAsync();
        (await hub.TargetAsync(waiting)).State.ShouldBe(GrantState.Pending);

        (await hub.ReconcileAsync(dryRun: true)).Run.Reconcile!.Healed.ShouldBe(2);
        (await hub.ReconcileAsync()).Run.Reconcile!.Healed.ShouldBe(2);
        await hub.WorkAsync();

        (await hub.TargetAsync(waiting)).State.ShouldBe(GrantState.Active);
        (await hub.ReconcileAsync()).Run.Reconcile!.Healed.ShouldBe(0);
        hub.Clock.Advance(TimeSpan.FromDays(3));
        await hub.WorkAsync();
        (await hub.TargetAsync(active)).State.ShouldBe(GrantState.Expired);
    }

    [Fact]
    public async Task A_run_goes_on_from_its_cursor_and_lists_at_most_a_thousand_findings()
    {
        await using var hub = await StartAsync();
        for (var i = 0; i < 101; i++)
            await hub.GrantAsync(FormattableString.Invariant($"Visitor {i}"));
        hub.Held.Clear();
        hub.Clock.Advance(TimeSpan.FromMinutes(6));
        var started = await hub.Get<ReconcileService>().StartAsync(ReconcileHub.Facility, dryRun: true, CancellationToken.None);
        hub.Inspected = inspection =>
        {
            hub.Inspected = same => same;
            hub.Clock.Advance(SyncFacility.Part);
            return inspection;
        };

        (await hub.WorkAsync(WorkQueues.FacilitySync, hub.Get<SyncFacility>())).ShouldBeTrue();
        var half = await hub.Get<ReconcileService>().GetAsync(ReconcileHub.Facility, started.Id, CancellationToken.None);

        // A call that was under way when the clock was moved on counts as one that was not answered.
        (half.Run.Outcome, half.Run.Reconcile!.Missing + half.Run.Reconcile.Unverifiable, half.Findings.Count).ShouldBe((SyncOutcome.Running, 100, 100));
        (await Should.ThrowAsync<HubException>(() => hub.Get<ReconcileService>().StartAsync(ReconcileHub.Facility, false, CancellationToken.None)))
            .Code.ShouldBe("sync_running");
        (await hub.WorkAsync(WorkQueues.FacilitySync, hub.Get<SyncFacility>())).ShouldBeTrue();

        var whole = await hub.Get<ReconcileService>().GetAsync(ReconcileHub.Facility, started.Id, CancellationToken.None);
        (whole.Run.Outcome, whole.Run.Reconcile!.Missing + whole.Run.Reconcile.Unverifiable, whole.Findings.Count).ShouldBe((SyncOutcome.Succeeded, 101, 101));
        whole.Findings.Select(finding => finding.Grant).ShouldBeUnique();
    }

    [Fact]
    public async Task The_timer_asks_for_a_comparison_of_each_facility_that_gives_access()
    {
        await using var hub = await StartAsync();
        await hub.GrantAsync();

        await hub.Get<Reconcile>().RunAsync(CancellationToken.None);
        (await hub.WorkAsync(WorkQueues.FacilitySync, hub.Get<SyncFacility>())).ShouldBeTrue();

        var runs = await hub.Get<ReconcileService>().ListAsync(ReconcileHub.Facility, new PageRequest(10), CancellationToken.None);
        runs.Items.ShouldHaveSingleItem().Run.ShouldSatisfyAllConditions(
            run => run.Requested.ShouldBeFalse(),
            run => run.Outcome.ShouldBe(SyncOutcome.Succeeded),
            run => run.Seen.ShouldBe(1));
    }

    private static async Task<ReconcileHub> StartAsync(bool canInspect = true)
    {
        var hub = new ReconcileHub(canInspect);
        await hub.StartAsync();
        return hub;
    }
}
