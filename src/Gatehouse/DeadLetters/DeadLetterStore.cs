using Gatehouse.Json;
using Gatehouse.Paging;
using Gatehouse.State;

namespace Gatehouse.DeadLetters;

/// <summary>
/// What was given up, the latest of a kind first. There is one letter for each message or piece of work; beside it lies a copy by whose
/// id it is found. Both change in one batch.
/// </summary>
/// <param name="store">Where it is.</param>
public sealed class DeadLetterStore(IStateStore store)
{
    private const string Table = "DeadLetters";
    private const string CopyPrefix = "of:";
    private const string PastTimes = ":";
    private static readonly int TimeDigits = InvertedTime.KeyOf(DateTimeOffset.UnixEpoch).Length;
    private readonly StateTable<DeadLetter> _letters = new(store, Table, GatehouseJson.Default.DeadLetter);

    /// <summary>
    /// Keeps a dead letter, in place of the one of an earlier death. Returns <see langword="false"/> when it, or one of a later death, is
    /// kept already.
    /// </summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="id">The id of its message or work, the same however often it is delivered and given up.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task<bool> AddAsync(DeadLetter letter, string id, CancellationToken cancellationToken)
    {
        var (row, copyKey) = (RowOf(letter, id), new StateKey(letter.Queue, CopyPrefix + id));
        while (true)
        {
            var copy = await _letters.GetAsync(copyKey, cancellationToken);
            if (copy?.Value is { } known && (known with { ReplayedAt = null } == letter || (known.ReplayedAt is null && known.At > letter.At)))
                return false;

            var body = _letters.Write(letter);
            var changes = new List<StateChange>
            {
                StateChange.Put(row, body),
                copy is null ? StateChange.Insert(copyKey.Row, body) : StateChange.Replace(copyKey.Row, body, copy.ETag),
            };
            if (copy is not null && RowOf(copy.Value, id) is var former && former != row
                && await FindAsync(new StateKey(letter.Queue, former), cancellationToken) is not null)
                changes.Add(StateChange.Delete(former));
            if (await store.BatchAsync(Table, letter.Queue, changes, cancellationToken))
                return true;
        }
    }

    /// <summary>Reads the dead letter of a message or piece of work; <see langword="null"/> when there is none.</summary>
    /// <param name="queue">Its kind.</param>
    /// <param name="id">The id that it was kept under.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public async Task<StateDocument<DeadLetter>?> FindOfAsync(string queue, string id, CancellationToken cancellationToken) =>
        await _letters.GetAsync(new StateKey(queue, CopyPrefix + id), cancellationToken) is { } copy
            ? await FindAsync(new StateKey(queue, RowOf(copy.Value, id)), cancellationToken)
            : null;

    /// <summary>Reads the dead letters of a kind, the latest first.</summary>
    public IAsyncEnumerable<StateDocument<DeadLetter>> ListAsync(string queue, CancellationToken cancellationToken) =>
        _letters.QueryAsync(StateRange.Between(queue, null, PastTimes), cancellationToken);

    /// <summary>Reads a part of the dead letters of some kinds, the latest first.</summary>
    /// <param name="kinds">The kinds, at least one.</param>
    /// <param name="from">Given up at or after this instant.</param>
    /// <param name="to">Given up before this instant.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public async Task<Page<StateDocument<DeadLetter>>> ListAsync(
        IReadOnlyList<string> kinds, DateTimeOffset? from, DateTimeOffset? to, PageRequest page, CancellationToken cancellationToken)
    {
        // A full stop comes after the hyphen that follows the time.
        var first = to is { } end ? InvertedTime.KeyOf(end) + "." : null;
        var before = from is { } start ? InvertedTime.KeyOf(start) + "." : PastTimes;
        var (rows, last) = await LatestFirst.ReadAsync(store, Table, kinds, first, before, page.Limit, page.Position, cancellationToken);
        return new Page<StateDocument<DeadLetter>>([.. rows.Select(_letters.Read)], last);
    }

    /// <summary>Reads a dead letter; <see langword="null"/> when there is none.</summary>
    public async Task<StateDocument<DeadLetter>?> FindAsync(StateKey key, CancellationToken cancellationToken) =>
        key.Row.StartsWith(CopyPrefix, StringComparison.Ordinal) ? null : await _letters.GetAsync(key, cancellationToken);

    /// <summary>Writes a dead letter that has not changed since it was read. Returns <see langword="false"/> when it has.</summary>
    public Task<bool> SaveAsync(StateDocument<DeadLetter> read, DeadLetter letter, CancellationToken cancellationToken)
    {
        var body = _letters.Write(letter);
        return store.BatchAsync(
            Table, read.Key.Partition, [StateChange.Replace(read.Key.Row, body, read.ETag), StateChange.Put(CopyOf(read.Key), body)], cancellationToken);
    }

    /// <summary>Forgets dead letters that were given up, or last replayed, before a time, and returns how many rows: two of each.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _letters.PruneAsync(letter => (letter.ReplayedAt ?? letter.At) < before, cancellationToken);

    /// <summary>Forgets a dead letter that has not changed since it was read. Returns <see langword="false"/> when it has.</summary>
    public async Task<bool> RemoveAsync(StateDocument<DeadLetter> read, CancellationToken cancellationToken)
    {
        var copy = CopyOf(read.Key);
        var changes = new List<StateChange> { StateChange.Delete(read.Key.Row, read.ETag) };
        if (await _letters.GetAsync(new StateKey(read.Key.Partition, copy), cancellationToken) is not null)
            changes.Add(StateChange.Delete(copy));
        return await store.BatchAsync(Table, read.Key.Partition, changes, cancellationToken);
    }

    private static string RowOf(DeadLetter letter, string id) => $"{InvertedTime.KeyOf(letter.At)}-{id}";

    private static string CopyOf(StateKey key) => CopyPrefix + key.Row[(TimeDigits + 1)..];
}
