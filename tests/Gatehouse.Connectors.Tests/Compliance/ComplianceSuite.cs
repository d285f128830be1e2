using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>
/// What every connector must do, over the catalogue of operations and against the vendor's simulator. A vendor inherits all of it
/// with a fixture; what is asked of it follows from what its connector has registered.
/// </summary>
/// <typeparam name="TVendor">The vendor's fixture.</typeparam>
public abstract partial class ComplianceSuite<TVendor>
    where TVendor : VendorFixture, new()
{
    private readonly Findings _findings = new();

    private static Task<ComplianceHub> StartAsync(bool leastSettings = false, int retries = 0) =>
        ComplianceHub.StartAsync<TVendor>(leastSettings, retries);

    private static OperationCase CaseOf(Operation operation) => OperationCases.All.SingleOrDefault(known => known.Operation == operation)
        ?? throw new InvalidOperationException($"{operation.Name} has no call in {nameof(OperationCases)}; add one.");

    /// <summary>Runs a check for each operation that the facility can do, and goes on with the next when one fails.</summary>
    private async Task EachAsync(ComplianceHub hub, Func<OperationCase, Task> check)
    {
        foreach (var operation in OperationCatalogue.All)
        {
            if (!await hub.CanAsync(operation))
                continue;

            await _findings.TryAsync(operation.Name, () => check(CaseOf(operation)));
            hub.Vendor.Host.Faults.Clear();
            hub.Settle();
        }

        _findings.ShouldBeNone();
    }

    /// <summary>Prepares a call and has the facility logged in, so that the next call of the vendor is the operation's own.</summary>
    private static async Task<Func<CancellationToken, Task>> PrepareAsync(ComplianceHub hub, OperationCase known)
    {
        var call = await known.PrepareAsync(hub);
        var page = new PageRequest(1);
        if (await hub.CanAsync(SiteOperations.List))
            await hub.CallAsync(SiteOperations.List, new PlaceQuery(page));
        else if (await hub.CanAsync(PeopleOperations.List))
            await hub.CallAsync(PeopleOperations.List, new PersonQuery(page));
        return call;
    }

    /// <summary>How many calls of the vendor an operation makes when nothing is wrong and a token, where there are such, is there.</summary>
    private static async Task<int> CountCallsAsync(ComplianceHub hub, OperationCase known)
    {
        var call = await PrepareAsync(hub, known);
        var before = LastCall(hub);
        await call(CancellationToken.None);
        hub.Settle();
        return CallsSince(hub, before).Count;
    }

    private static long LastCall(ComplianceHub hub) => hub.Vendor.Host.Requests.List() is [.., var last] ? last.Sequence : 0;

    private static IReadOnlyList<RequestEntry> CallsSince(ComplianceHub hub, long sequence) => hub.Vendor.Host.Requests.List(sequence);

    /// <summary>Spoils the call of the vendor at a place among those to come, from 1.</summary>
    private static void Spoil(ComplianceHub hub, Fault fault, int place)
    {
        if (place > 1)
            hub.Vendor.Host.Faults.Add(new Fault(FaultKind.Latency) { Milliseconds = 0, Next = place - 1 });
        hub.Vendor.Host.Faults.Add(fault with { Next = 1 });
    }
}
