using Gatehouse.Access;
using Gatehouse.Connectors;
using Gatehouse.Grants;
using Gatehouse.Lanes;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Reconciliation;
using Gatehouse.State;
using Gatehouse.Sync;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Gatehouse.Work;

namespace Gatehouse.Tests.Reconciliation;

/// <summary>The core over embedded stores, with a vendor whose accesses a test adds and takes away as it likes.</summary>
internal sealed class ReconcileHub(bool canInspect = true) : EmbeddedHub
{
    private int _ids;

    /// <summary>What the vendor holds, by its ids; the value is the marker.</summary>
    public Dictionary<string, string> Held { get; } = new(StringComparer.Ordinal);

    /// <summary>The vendor's visits.</summary>
    public Dictionary<string, Visit> Visits { get; } = new(StringComparer.Ordinal);

    /// <summary>What the vendor says of a revoke.</summary>
    public AccessRevocation Revocation { get; set; } = AccessRevocation.Gone;

    /// <summary>Looks through what the vendor answers to an inspection.</summary>
    public Func<AccessInspection, AccessInspection> Inspected { get; set; } = inspection => inspection;

    public List<AccessInspect> Inspections { get; } = [];

    /// <summary>Creates a grant with a target at the facility, and works it until the vendor has it.</summary>
    public async Task<string> GrantAsync(string name = "Ada Byron", bool worked = true)
    {
        var now = Clock.GetUtcNow();
        var draft = new GrantDraft
        {
            Subject = new GrantSubject { Name = name },
            Window = new TimeWindow { From = now, To = now.AddDays(2) },
            Targets = [new GrantTargetDraft { Facility = Facility }],
        };
        var grant = await Get<GrantService>().CreateAsync(new Input<GrantDraft>(draft), null, _ => true, CancellationToken.None);
        if (worked)
            await WorkAsync();
        return grant.Value.Grant.Value.Id;
    }

    public async Task<TargetRow> TargetAsync(string grant) => (await Get<GrantService>().GetAsync(grant, CancellationToken.None)).Targets[0].Value;

    public async Task RevokeAsync(string grant)
    {
        await Get<GrantChanges>().RevokeAsync(grant, null, _ => true, CancellationToken.None);
        await WorkAsync();
    }

    /// <summary>Compares, some minutes later; the lanes are not worked.</summary>
    public async Task<ReconcileReport> ReconcileAsync(bool dryRun = false)
    {
        Clock.Advance(TimeSpan.FromMinutes(6));
        var report = await Get<ReconcileService>().StartAsync(Facility, dryRun, CancellationToken.None);
        while (await WorkAsync(WorkQueues.FacilitySync, Get<SyncFacility>()))
        {
        }

        return await Get<ReconcileService>().GetAsync(Facility, report.Id, CancellationToken.None);
    }

    /// <summary>Works new grants and lanes, as far as something is due.</summary>
    public async Task WorkAsync()
    {
        while (await WorkAsync(WorkQueues.GrantFanOut, Get<FanOutGrant>()) || await WorkAsync(WorkQueues.LaneWork, Get<WorkLane>()))
        {
        }
    }

    public async Task<IReadOnlyList<string>> EventTypesAsync() =>
        [.. (await EventsAsync()).Select(told => told.Type).Where(type => type.StartsWith("grant.target.", StringComparison.Ordinal))];

    /// <summary>Loses all work of the lanes.</summary>
    public async Task LoseWorkAsync()
    {
        var store = Get<IStateStore>();
        foreach (var row in (await store.QueryAsync("Work", StateRange.WholeTable, 1000, null, CancellationToken.None)).Rows)
            await store.DeleteAsync("Work", row.Key, null, CancellationToken.None);
    }

    protected override Connector Vendor() =>
        new("fake", "Fake", [.. VisitHandlers(), .. Handlers().Where(handler => canInspect || handler.Operation != AccessOperations.Inspect)])
        {
            Bind = _ => new object(),
            Access = new AccessRules { FindsByMarker = true },
        };

    private Handler[] Handlers() =>
    [
        new Handler<AccessApply, AccessRecord>(AccessOperations.Apply, (_, request, _) =>
        {
            var id = FormattableString.Invariant($"a{++_ids}");
            Held[id] = request.Marker;
            return Task.FromResult(Record(id, request.Spec));
        }),
        new Handler<AccessRevoke, AccessRevocation>(AccessOperations.Revoke, (_, request, _) =>
        {
            Held.Remove(request.Current.Id);
            return Task.FromResult(Revocation);
        }),
        new Handler<AccessInspect, AccessInspection>(AccessOperations.Inspect, (_, request, _) =>
        {
            lock (Inspections)
                Inspections.Add(request);
            var found = Held.Where(held => held.Value == request.Marker).Select(held => Record(held.Key, request.Spec)).ToList();
            var first = found.Find(record => record.Id == request.Current?.Id) ?? found.FirstOrDefault();
            return Task.FromResult(Inspected(new AccessInspection(first, [.. found.Where(record => record.Id != first?.Id)])));
        }),
    ];

    private Handler[] VisitHandlers() =>
    [
        new Handler<VisitCreate, Visit>(VisitOperations.Create, (_, request, _) =>
        {
            var id = FormattableString.Invariant($"v{++_ids}");
            return Task.FromResult(Visits[id] = new Visit
            {
                Id = id,
                Facility = Facility,
                Status = VisitStatus.Expected,
                Visitor = request.Draft.Visitor!,
                Window = request.Draft.Window,
            });
        }),
        new Handler<ItemRequest, Visit>(VisitOperations.Get, (_, request, _) => Task.FromResult(
            Visits.TryGetValue(request.Id, out var visit) ? visit : throw new VendorException(VendorErrorKind.NotFound, "No such visit."))),
        new Handler<VisitUpdate, Visit>(
            VisitOperations.Update, (_, request, _) => Task.FromResult(Visits[request.Current.Id] = request.Current with { Window = request.Draft.Window })),
        new Handler<VisitEnd, Visit>(
            VisitOperations.End, (_, request, _) => Task.FromResult(Visits[request.Current.Id] = request.Current with { Status = VisitStatus.Departed })),
        new Handler<ItemRequest, Unit>(VisitOperations.Delete, (_, request, _) =>
        {
            Visits.Remove(request.Id);
            return Task.FromResult(default(Unit));
        }),
    ];

    private static AccessRecord Record(string id, AccessSpec spec) => new()
    {
        Id = id,
        Window = spec.Window,
        Credentials = [new Credential { Kind = CredentialKind.Pin, Value = "4711" }],
    };
}
