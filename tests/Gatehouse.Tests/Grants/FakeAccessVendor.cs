using System.Globalization;
using Gatehouse.Access;
using Gatehouse.Connectors;
using Gatehouse.Vendors;

namespace Gatehouse.Tests.Grants;

/// <summary>A vendor in memory whose calls have the fates that a test gives them.</summary>
internal sealed class FakeAccessVendor(VendorKind kind, TimeProvider time)
{
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AccessRecord> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _markers = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset At, Action Effect)> _late = [];
    private int _made;

    /// <summary>The fates of the next calls; then all are answered.</summary>
    public Queue<VendorFate> Fates { get; } = new();

    /// <summary>Throws when the process that calls is dead.</summary>
    public Action CheckAlive { get; set; } = () => { };

    /// <summary>What happened that must not: two live objects of one marker.</summary>
    public List<string> Violations { get; } = [];

    public int Calls { get; private set; }

    public bool IsQuiet
    {
        get
        {
            lock (_lock)
                return _late.Count == 0;
        }
    }

    /// <summary>What lets somebody in: by id, or by person where that is shared.</summary>
    public IReadOnlyDictionary<string, AccessRecord> Live
    {
        get
        {
            lock (_lock)
            {
                Arrive();
                return new Dictionary<string, AccessRecord>(_objects, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Stands in for the vendor where a test says itself what it does.</summary>
    public Connector? Scripted { get; init; }

    public Connector Connector => Scripted ?? new("fake", "Fake", [.. Handlers()])
    {
        Bind = _ => new object(),
        Access = new AccessRules(),
    };

    private bool IsShared => kind == VendorKind.Shared;

    private IEnumerable<Handler> Handlers()
    {
        if (IsShared)
            yield return new Handler<AccessSubject, string>(AccessOperations.Person, (_, subject, _) => CallAsync(() => subject.Name!, mayBeLate: false));
        yield return new Handler<AccessApply, AccessRecord>(AccessOperations.Apply, (_, request, _) => CallAsync(() => Apply(request)))
        {
            Search = kind == VendorKind.Undone ? null : (_, request, _, _) => CallAsync(() => IsShared ? null : Find(request.Marker), mayBeLate: false),
            Undo = kind is VendorKind.Undone or VendorKind.Shared ? (_, request, _) => CallAsync(() => Undo(request), mayBeLate: false) : null,
        };
        if (kind != VendorKind.Replaced)
            yield return new Handler<AccessChange, AccessRecord>(AccessOperations.Change, (_, request, _) => CallAsync(() => Change(request), mayBeLate: false));
        yield return new Handler<AccessRevoke, AccessRevocation>(AccessOperations.Revoke, (_, request, _) => CallAsync(() => Revoke(request), mayBeLate: false));
    }

    private Task<T> CallAsync<T>(Func<T> effect, bool mayBeLate = true)
    {
        lock (_lock)
        {
            CheckAlive();
            Calls++;
            Arrive();
            var fate = Fates.TryDequeue(out var next) ? next : VendorFate.Answered;
            switch (fate)
            {
                case VendorFate.Down:
                    throw new VendorException(VendorErrorKind.Unavailable, "It is down.");
                case VendorFate.Refused when mayBeLate:
                    throw new VendorException(VendorErrorKind.Invalid, "It is refused.");
                case VendorFate.Late when mayBeLate && !IsShared:
                    _late.Add((time.GetUtcNow() + Lateness, () => effect()));
                    throw Lost();
                case VendorFate.LostBefore:
                    throw Lost();
                default:
                    var result = effect();
                    return fate == VendorFate.LostAfter ? throw Lost() : Task.FromResult(result);
            }
        }
    }

    private static VendorException Lost() => new(new VendorError(VendorErrorKind.Timeout, "Nothing came back.", EffectUnknown: true));

    private void Arrive()
    {
        foreach (var late in _late.Where(late => late.At <= time.GetUtcNow()).ToList())
        {
            _late.Remove(late);
            late.Effect();
        }
    }

    private AccessRecord Apply(AccessApply request)
    {
        if (IsShared)
            return Share(request.Spec.Subject.Name!, request.Plan.Window, request.Others)!;
        if (_markers.ContainsValue(request.Marker))
            Violations.Add($"{request.Marker} was made while it was there.");
        var record = new AccessRecord
        {
            Id = (++_made).ToString(CultureInfo.InvariantCulture),
            Window = request.Plan.Window,
            AccessPoints = request.Spec.AccessPoints,
        };
        _markers[record.Id] = request.Marker;
        return _objects[record.Id] = record;
    }

    private AccessRecord? Find(string marker) =>
        _markers.FirstOrDefault(known => known.Value == marker).Key is { } id ? _objects[id] : null;

    private bool Undo(AccessApply request)
    {
        if (IsShared)
            Share(request.Spec.Subject.Name!, null, request.Others);
        else if (Find(request.Marker) is { } record)
            Remove(record.Id);
        return true;
    }

    private AccessRecord Change(AccessChange request)
    {
        if (IsShared)
            return Share(request.Current.Id, request.Plan.Window, request.Others)!;
        return _objects.ContainsKey(request.Current.Id)
            ? _objects[request.Current.Id] = request.Current with { Window = request.Plan.Window, AccessPoints = request.Spec.AccessPoints }
            : throw new VendorException(VendorErrorKind.NotFound, "It is not there.");
    }

    private AccessRevocation Revoke(AccessRevoke request)
    {
        if (IsShared)
            Share(request.Current.Id, null, request.Others);
        else
            Remove(request.Current.Id);
        return AccessRevocation.Gone;
    }

    // The period of a person is that of all who hold a share.
    private AccessRecord? Share(string person, AccessWindow? own, IReadOnlyList<AccessShare> others)
    {
        var windows = others.Select(other => other.Window).Concat(own is null ? [] : [own]).ToList();
        if (windows.Count == 0)
        {
            _objects.Remove(person);
            return null;
        }

        var record = new AccessRecord { Id = person, Window = new AccessWindow(windows.Min(window => window.From), windows.Max(window => window.To)) };
        _objects[person] = record;
        return record with { Window = own ?? record.Window };
    }

    private void Remove(string id)
    {
        _objects.Remove(id);
        _markers.Remove(id);
    }
}
