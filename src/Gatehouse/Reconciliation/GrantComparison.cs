using System.Collections.Concurrent;
using Gatehouse.Access;
using Gatehouse.Connectors;
using Gatehouse.Creates;
using Gatehouse.Grants;
using Gatehouse.Lanes;
using Gatehouse.State;
using Gatehouse.Sync;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Reconciliation;

/// <summary>
/// Compares the grants of a facility with what its vendor holds, and puts right what differs. It also finds targets that nobody works,
/// and brings left-over events of grants into the log.
/// </summary>
public sealed class GrantComparison : ISyncSource
{
    private const int TargetsOfPage = 100;
    private const int RowsOfPage = 500;
    private const int AtOnce = 4;

    /// <summary>What is not worked for so long is worked by nobody, if no row of work says otherwise.</summary>
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(5);

    /// <summary>How long after its end a target is looked for at the vendor; one whose window runs on, and one that is unverified, for longer.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(7);

    private readonly GrantStore _store;
    private readonly GrantEvents _events;
    private readonly ConnectorRegistry _connectors;
    private readonly WorkStore _work;
    private readonly ReconcileStore _reports;
    private readonly TimeProvider _time;
    private readonly TargetInspector _inspector;
    private readonly TargetRepair _repair;

    /// <summary>Takes what it works with.</summary>
    public GrantComparison(
        GrantStore store,
        GrantEvents events,
        GrantWork schedule,
        SharedAccess shared,
        ConnectorRegistry connectors,
        VendorCalls calls,
        WorkStore work,
        ReconcileStore reports,
        TimeProvider time,
        ILogger<GrantComparison> logger)
    {
        _store = store;
        _events = events;
        _connectors = connectors;
        _work = work;
        _reports = reports;
        _time = time;
        _inspector = new TargetInspector(store, shared, calls);
        _repair = new TargetRepair(store, events, schedule, time, logger);
    }

    /// <inheritdoc />
    public SyncKind Kind => SyncKind.Grants;

    /// <inheritdoc />
    public bool Can(FacilityContext context) => _connectors.Get(context.Facility.System).Access is not null;

    /// <inheritdoc />
    public async Task<(SyncRun Run, bool Complete)> RunAsync(SyncPass pass, SyncRun run, CancellationToken cancellationToken)
    {
        var facility = pass.Context.Facility.Id;
        var rules = _connectors.Get(pass.Context.Facility.System).Access!;
        var waiting = await _work.ReferencesAsync(Lane.OfFacility(facility).Id, TargetItem.Kind, cancellationToken);
        while (true)
        {
            var (targets, next, isLast) = await PageAsync(facility, run, cancellationToken);
            var findings = new ConcurrentBag<ReconcileFinding>();
            var looked = 0;
            var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(targets, limits, async (one, token) =>
            {
                if (await CompareAsync(pass.Context, rules, one.Grant, one.Target, waiting, run.DryRun, findings, token))
                    Interlocked.Increment(ref looked);
            });

            var counts = run.Reconcile ?? new ReconcileCounts();
            var listed = findings.OrderBy(finding => finding.Grant, StringComparer.Ordinal).ThenBy(finding => finding.Target)
                .Take(ReconcileStore.MostFindings - counts.Listed).ToList();
            if (listed.Count > 0)
                await _reports.WriteAsync(facility, pass.Name, run.Pages, listed, cancellationToken);
            run = run with { Seen = run.Seen + targets.Count, Reconcile = counts.With(looked, findings, listed.Count), Cursor = next, Pages = run.Pages + 1 };
            if (isLast)
                return (run with { Cursor = null }, true);

            await pass.CheckpointAsync(run, cancellationToken);
            if (pass.IsOver())
                return (run, false);
        }
    }

    private async Task<(List<(GrantRow Grant, StateDocument<TargetRow> Target)> Targets, string? Next, bool IsLast)> PageAsync(
        string facility, SyncRun run, CancellationToken cancellationToken)
    {
        var targets = new List<(GrantRow, StateDocument<TargetRow>)>();
        var (rows, last) = (0, run.Cursor);
        await foreach (var row in _store.LatestAsync(run.Cursor, cancellationToken))
        {
            if (rows == RowsOfPage || targets.Count >= TargetsOfPage)
                return (targets, last, false);

            (rows, last) = (rows + 1, row.Key.Row);
            if (!row.Value.Facilities.Contains(facility) || await _store.FindAsync(row.Value.Grant, cancellationToken) is not { } grant)
                continue;
            if (!run.DryRun)
                await _events.SweepAsync(grant.Grant.Value.Id, cancellationToken);
            targets.AddRange(grant.Targets.Where(target => target.Value.Facility == facility).Select(target => (grant.Grant.Value, target)));
        }

        return (targets, last, true);
    }

    private async Task<bool> CompareAsync(
        FacilityContext context,
        AccessRules rules,
        GrantRow grant,
        StateDocument<TargetRow> read,
        HashSet<string> waiting,
        bool dryRun,
        ConcurrentBag<ReconcileFinding> findings,
        CancellationToken cancellationToken)
    {
        var (target, now) = (read.Value, _time.GetUtcNow());
        if (IsForgotten(grant, target, waiting, now))
        {
            findings.Add(new ReconcileFinding(grant.Id, target.Number, FindingKind.Healed, !dryRun, target.Hold?.Id));
            if (!dryRun)
                await _repair.HealAsync(grant, target, cancellationToken);
        }

        if (!IsToBeLookedAt(target, rules, now))
            return false;

        var sight = await _inspector.LookAsync(context, rules, grant, target, cancellationToken);
        if (sight.Unclear is { } why)
        {
            findings.Add(new ReconcileFinding(grant.Id, target.Number, FindingKind.Unverifiable, false, target.Hold?.Id, why));
            return false;
        }

        foreach (var (kind, vendorId, repair) in Differences(grant, read, sight))
        {
            var isDone = !dryRun && repair is not null && await repair(cancellationToken);
            findings.Add(new ReconcileFinding(grant.Id, target.Number, kind, isDone, vendorId));
        }

        return true;
    }

    private IEnumerable<(FindingKind Kind, string? VendorId, Func<CancellationToken, Task<bool>>? Repair)> Differences(
        GrantRow grant, StateDocument<TargetRow> read, TargetSight sight)
    {
        var target = read.Value;
        if (!target.Wish.Present)
        {
            List<(AccessRecord Record, string Marker)> there = sight.Found is { } found ? [found, .. sight.More] : [.. sight.More];
            if (there.Count > 0)
                yield return (FindingKind.LeftOver, there[0].Record.Id, token => _repair.LeftOverAsync(grant, read, there, token));
            else if (target.Unverified)
                yield return (FindingKind.Confirmed, target.Last?.Id, token => _repair.ConfirmedAsync(grant, read, token));
        }
        else if (target.Hold is null)
        {
            List<(AccessRecord Record, string Marker)> there = sight.Found is { } found ? [found, .. sight.More] : [.. sight.More];
            if (there.Count > 0)
                yield return (FindingKind.Adopted, there[0].Record.Id, token => _repair.AdoptedAsync(grant, read, there, token));
        }
        else if (sight.Found?.Record.Id != target.Hold.Id)
        {
            // What else there is of it is found by the next run, when this one is put right.
            yield return sight is { Found: null, IsOver: true }
                ? (FindingKind.Ended, target.Hold.Id, null)
                : (FindingKind.Missing, target.Hold.Id, token => _repair.MissingAsync(grant, read, sight.Found, token));
        }
        else if (sight.More.Count > 0)
        {
            yield return (FindingKind.Duplicate, sight.More[0].Record.Id, token => _repair.DuplicatesAsync(grant, read, sight.More, token));
        }
        else if (!sight.IsOver && sight.Found.Value.Record.Window != target.Hold.Window)
        {
            yield return (FindingKind.Changed, target.Hold.Id, token => _repair.ChangedAsync(grant, read, sight.Found.Value.Record.Window, token));
        }
    }

    private static bool IsForgotten(GrantRow grant, TargetRow target, HashSet<string> waiting, DateTimeOffset now) =>
        (target.HasWork || target.State == GrantState.Active)
        && target.WishedAt + ForgottenAfter < now
        && !(target.Claim?.Until > now)
        && !waiting.Contains(new TargetItem(grant.Id, target.Number).At(null, urgent: false).Reference);

    private static bool IsToBeLookedAt(TargetRow target, AccessRules rules, DateTimeOffset now)
    {
        // A vendor may take a while until what it was told shows.
        if (!target.IsAtRest || target.Claim is not null || target.Create is not null || target.WishedAt + CreateRunner.SettleTime > now)
            return false;
        if (target.Wish.Present)
            return target.Wish.Window.To > now && (target.Hold is not null || (target.Creates > 0 && (rules.FindsByMarker || target.Unverified)));
        return target.Creates > 0 && (target.Unverified || target.Wish.Window.To > now || target.WishedAt + LookBack > now);
    }
}
