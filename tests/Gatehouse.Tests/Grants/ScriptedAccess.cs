using Gatehouse.Access;
using Gatehouse.Connectors;
using Gatehouse.Vendors;

namespace Gatehouse.Tests.Grants;

/// <summary>A vendor that opens roles for one person; a test says what becomes of each call.</summary>
internal sealed class ScriptedAccess
{
    /// <summary>The roles that are open.</summary>
    public HashSet<string> Open { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the calls, with the marker or id.</summary>
    public List<string> Calls { get; } = [];

    public bool IsShared { get; init; }

    public Func<AccessSubject, string> Person { get; set; } = subject => subject.Name!;

    public Func<AccessSpec, AccessPlan> Plan { get; set; } = spec => new AccessPlan { Window = spec.Window, Roles = spec.AccessPoints };

    public Func<AccessApply, AccessRecord> Apply { get; set; } = request => Record(request, "1");

    public Func<AccessApply, AccessRecord?>? Search { get; init; }

    public Func<AccessApply, bool>? Undo { get; init; }

    public Func<AccessChange, AccessRecord>? Change { get; init; }

    public Func<AccessRevoke, AccessRevocation> Revoke { get; set; } = _ => AccessRevocation.Gone;

    public Func<AccessInspect, AccessInspection>? Inspect { get; init; }

    public static AccessRecord Record(AccessApply request, string id) => new() { Id = id, Window = request.Plan.Window, Roles = request.Plan.Roles };

    public static VendorException Lost() => new(new VendorError(VendorErrorKind.Timeout, "Nothing came back.", EffectUnknown: true));

    public static VendorException Failure(VendorErrorKind kind) => new(new VendorError(kind, "It was not done.", kind.ToString()));

    /// <summary>The vendor as the hub's tests take it.</summary>
    public FakeAccessVendor Vendor(TimeProvider time) => new(VendorKind.Searched, time)
    {
        Scripted = new Connector("fake", "Fake", [.. Handlers()])
        {
            Bind = _ => new object(),
            Access = new AccessRules { Plan = (_, spec) => Plan(spec) },
        },
    };

    private IEnumerable<Handler> Handlers()
    {
        if (IsShared)
            yield return new Handler<AccessSubject, string>(AccessOperations.Person, (_, subject, _) => Task.FromResult(Person(subject)));
        yield return new Handler<AccessApply, AccessRecord>(AccessOperations.Apply, (_, request, _) => Call("apply", request.Marker, () => Apply(request)))
        {
            Search = Search is { } search ? (_, request, _, _) => Call("search", request.Marker, () => search(request)) : null,
            Undo = Undo is { } undo ? (_, request, _) => Call("undo", request.Marker, () => undo(request)) : null,
        };
        if (Change is { } change)
            yield return new Handler<AccessChange, AccessRecord>(AccessOperations.Change, (_, request, _) => Call("change", request.Current.Id, () => change(request)));
        yield return new Handler<AccessRevoke, AccessRevocation>(AccessOperations.Revoke, (_, request, _) => Call("revoke", request.Current.Id, () => Revoke(request)));
        if (Inspect is { } inspect)
            yield return new Handler<AccessInspect, AccessInspection>(AccessOperations.Inspect, (_, request, _) => Call("inspect", request.Marker, () => inspect(request)));
    }

    private async Task<T> Call<T>(string name, string of, Func<T> effect)
    {
        await Task.Yield();
        lock (Calls)
        {
            Calls.Add($"{name} {of}");
            return effect();
        }
    }
}
