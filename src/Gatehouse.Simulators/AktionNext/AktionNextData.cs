using System.Globalization;
using System.Security.Cryptography;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>An installation's data, for tests to look at and change. Thread-safe; records are immutable.</summary>
public sealed class AktionNextData
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly AktionTokens _tokens;
    private readonly List<Refusal> _refusals = [];
    private readonly HashSet<Guid> _removed = [];
    private long _passages;

    internal AktionNextData(TimeProvider clock, AktionTokens tokens)
    {
        _clock = clock;
        _tokens = tokens;
    }

    /// <summary>The visits.</summary>
    public RecordTable<Guid, Visit> Visits { get; } = new(visit => visit.Id);

    /// <summary>The people, by PersonId.</summary>
    public RecordTable<string, Person> People { get; } = new(person => person.PersonId);

    /// <summary>The organization structure, by path.</summary>
    public RecordTable<string, StructureUnit> Structures { get; } = new(unit => unit.Structure);

    /// <summary>The passages, in the order of recording.</summary>
    public RecordTable<long, Passage> Passages { get; } = new(passage => passage.Number);

    /// <summary>The names of the sensors.</summary>
    public static IReadOnlyList<string> Sensors { get; } = ["Main entrance", "Car park"];

    /// <summary>All tokens given out so far, for tests to look for where none may be.</summary>
    public IReadOnlyList<string> IssuedTokens => _tokens.Issued;

    internal DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Adds a visit as visit/create does: VisitorId and entry codes are made here.</summary>
    /// <returns>The visit as stored.</returns>
    public Visit AddVisit(Visit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var number = BitConverter.ToUInt32(SHA256.HashData(visit.Id.ToByteArray()));
        var code = (100_000 + (number % 900_000)).ToString(CultureInfo.InvariantCulture);
        var added = visit with
        {
            VisitorId = new Guid(SHA256.HashData([.. visit.Id.ToByteArray(), 1]).AsSpan(0, 16)),
            EntryCode = code,
            EntryCodeQr = $"AKT{code}{number:X8}",
        };
        Visits.Put(added);
        return added;
    }

    /// <summary>Removes a visit, as somebody at the vendor's own window does: from then on it "not exists" (1540).</summary>
    public Visit? RemoveVisit(Guid id)
    {
        lock (_lock)
            _removed.Add(id);
        return Visits.Remove(id);
    }

    /// <summary>Moves a visit to a state; one that has left has its ValidTo.</summary>
    /// <returns>The visit as stored, or null when there is none.</returns>
    public Visit? SetState(Guid id, int state) => Visits.Change(
        id, visit => visit with { State = state, ValidTo = state is VisitStates.Left ? _clock.GetUtcNow() : visit.ValidTo });

    /// <summary>Records a passage now.</summary>
    /// <param name="personId">Who passes: a person, or the VisitorId of a visit, whose state then follows.</param>
    /// <param name="sensor">Where.</param>
    /// <param name="direction">1 arrival, 2 departure.</param>
    public Passage AddPassage(string personId, string sensor, int direction)
    {
        var passage = new Passage(Interlocked.Increment(ref _passages), personId, _clock.GetUtcNow(), sensor, direction, 0, "04A1B2C3D4");
        Passages.Put(passage);
        foreach (var visit in Visits.List(visit => visit.VisitorId.ToString() == personId))
        {
            if (direction is 1 or 2)
                SetState(visit.Id, direction == 1 ? VisitStates.InArea : VisitStates.Left);
        }

        return passage;
    }

    /// <summary>Forgets every token: calls with one then answer 1000.</summary>
    public void RevokeTokens() => _tokens.Clear();

    /// <summary>Has calls refused.</summary>
    /// <exception cref="ArgumentException">The vendor has no such error number.</exception>
    public void Refuse(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        if (!AktionError.IsKnown(refusal.Code))
            throw new ArgumentException("The vendor has no such error number.", nameof(refusal));
        lock (_lock)
            _refusals.Add(refusal);
    }

    /// <summary>Takes all refusals back.</summary>
    public void ClearRefusals()
    {
        lock (_lock)
            _refusals.Clear();
    }

    internal bool WasRemoved(Guid id)
    {
        lock (_lock)
            return _removed.Contains(id);
    }

    internal Refusal? TakeRefusal(string path)
    {
        lock (_lock)
        {
            var index = _refusals.FindIndex(refusal => Hits(refusal, path));
            if (index < 0)
                return null;

            var found = _refusals[index];
            if (found.Next == 1)
                _refusals.RemoveAt(index);
            else if (found.Next is { } next)
                _refusals[index] = found with { Next = next - 1 };
            return found;
        }
    }

    private static bool Hits(Refusal refusal, string path) =>
        refusal.Path is null ? path != "login" : path.Equals(refusal.Path, StringComparison.OrdinalIgnoreCase);

    internal void Clear()
    {
        Visits.Clear();
        People.Clear();
        Structures.Clear();
        Passages.Clear();
        _tokens.Clear();
        lock (_lock)
        {
            _refusals.Clear();
            _removed.Clear();
        }

        Interlocked.Exchange(ref _passages, 0);
    }
}
