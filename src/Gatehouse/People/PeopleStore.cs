using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.People;

/// <summary>
/// The directory of people: a partition is a facility; <c>s:{id}</c> is the person, and each key of <see cref="PersonKeys"/> points to one.
/// The rows of callers' keys lie beside them (<see cref="Indexes.ObjectIndexes.People"/>).
/// </summary>
/// <param name="store">Where it is.</param>
public sealed class PeopleStore(IStateStore store)
{
    /// <summary>What the rows of people begin with.</summary>
    internal const string Prefix = "s:";
    private const string Table = "People";
    private const string StateRow = "state";
    private static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();
    private readonly StateTable<PersonEntry> _people = new(store, Table, GatehouseJson.Default.PersonEntry);
    private readonly StateTable<PeopleDirectoryState> _states = new(store, Table, GatehouseJson.Default.PeopleDirectoryState);

    /// <summary>The events of people that are not in the log yet.</summary>
    public EventOutbox Outbox { get; } = new(store, Table);

    /// <summary>What is known of a facility's directory; <see langword="null"/> before it was complete for the first time.</summary>
    public async Task<PeopleDirectoryState?> StateAsync(string facility, CancellationToken cancellationToken) =>
        (await _states.GetAsync(new StateKey(facility, StateRow), cancellationToken))?.Value;

    /// <summary>Writes that a facility's directory is complete.</summary>
    public Task CompleteAsync(string facility, PeopleDirectoryState state, CancellationToken cancellationToken) =>
        _states.PutAsync(new StateKey(facility, StateRow), state, cancellationToken);

    /// <summary>A person's entry; <see langword="null"/> when there is none.</summary>
    public Task<StateDocument<PersonEntry>?> GetAsync(string facility, string id, CancellationToken cancellationToken) =>
        _people.GetAsync(new StateKey(facility, Prefix + id), cancellationToken);

    /// <summary>The hashes of all people, by id.</summary>
    public async Task<Dictionary<string, string>> HashesAsync(string facility, CancellationToken cancellationToken)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in RowsAsync(facility, cancellationToken))
            hashes[row.Key.Row[Prefix.Length..]] = HashOf(row.Body.Span);
        return hashes;
    }

    /// <summary>Reads a part of a range of the facility's rows.</summary>
    public Task<StatePage> QueryAsync(StateRange range, int limit, string? continuation, CancellationToken cancellationToken) =>
        store.QueryAsync(Table, range, limit, continuation, cancellationToken);

    /// <summary>The entry in a row that was read with <see cref="QueryAsync"/>.</summary>
    public PersonEntry Read(StateRow row) => _people.Read(row).Value;

    /// <summary>What writes a person who is new, or, with the row that was read, one who changed.</summary>
    internal List<StateChange> Write(PersonEntry entry, StateDocument<PersonEntry>? before)
    {
        var row = Prefix + entry.Person.Id;
        var body = _people.Write(entry);
        var changes = new List<StateChange> { before is null ? StateChange.Insert(row, body) : StateChange.Replace(row, body, before.ETag) };
        var keys = PersonKeys.Of(entry.Person);
        var old = before is null ? new HashSet<string>() : PersonKeys.Of(before.Value.Person);
        changes.AddRange(keys.Except(old).Select(key => StateChange.Put(key, Nothing)));
        changes.AddRange(old.Except(keys).Select(key => StateChange.Delete(key)));
        return changes;
    }

    /// <summary>What removes a person.</summary>
    internal static List<StateChange> Remove(StateDocument<PersonEntry> before) =>
        [StateChange.Delete(before.Key.Row, before.ETag), .. PersonKeys.Of(before.Value.Person).Select(key => StateChange.Delete(key))];

    /// <summary>Applies changes of a facility's rows, all or none. Returns <see langword="false"/> when a row is not as it was read.</summary>
    internal Task<bool> ApplyAsync(string facility, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken) =>
        store.BatchAsync(Table, facility, changes, cancellationToken);

    private async IAsyncEnumerable<StateRow> RowsAsync(string facility, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(Table, StateRange.WithPrefix(facility, Prefix), StateLimits.PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
                yield return row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static string HashOf(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            var found = reader.ValueTextEquals("hash"u8);
            reader.Read();
            if (found)
                return reader.GetString() ?? "";
            reader.Skip();
        }

        return "";
    }
}
