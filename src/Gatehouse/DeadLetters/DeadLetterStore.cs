using Gatehouse.Json;
using Gatehouse.Paging;
using Gatehouse.State;

namespace Gatehouse.DeadLetters;

/// <summary>What was given up, the latest of a kind first.</summary>
/// <param name="store">Where it is.</param>
public sealed class DeadLetterStore(IStateStore store)
{
    private const string Table = "DeadLetters";
    private readonly StateTable<DeadLetter> _letters = new(store, Table, GatehouseJson.Default.DeadLetter);

    /// <summary>Keeps a dead letter. Returns <see langword="false"/> when it is kept already.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="id">The id of its message or work, the same however often it is delivered.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task<bool> AddAsync(DeadLetter letter, string id, CancellationToken cancellationToken) =>
        await _letters.InsertAsync(new StateKey(letter.Queue, $"{InvertedTime.KeyOf(letter.At)}-{id}"), letter, cancellationToken) is not null;

    /// <summary>Reads the dead letters of a kind, the latest first.</summary>
    public IAsyncEnumerable<StateDocument<DeadLetter>> ListAsync(string queue, CancellationToken cancellationToken) =>
        _letters.QueryAsync(StateRange.Of(queue), cancellationToken);

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
        var before = from is { } start ? InvertedTime.KeyOf(start) + "." : null;
        var (rows, last) = await LatestFirst.ReadAsync(store, Table, kinds, first, before, page.Limit, page.Position, cancellationToken);
        return new Page<StateDocument<DeadLetter>>([.. rows.Select(_letters.Read)], last);
    }

    /// <summary>Reads a dead letter; <see langword="null"/> when there is none.</summary>
    public Task<StateDocument<DeadLetter>?> FindAsync(StateKey key, CancellationToken cancellationToken) => _letters.GetAsync(key, cancellationToken);

    /// <summary>Writes a dead letter that has not changed since it was read. Returns <see langword="false"/> when it has.</summary>
    public async Task<bool> SaveAsync(StateDocument<DeadLetter> read, DeadLetter letter, CancellationToken cancellationToken) =>
        await _letters.ReplaceAsync(read.Key, letter, read.ETag, cancellationToken) is not null;

    /// <summary>Forgets dead letters that were given up, or last replayed, before a time, and returns how many.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _letters.PruneAsync(letter => (letter.ReplayedAt ?? letter.At) < before, cancellationToken);

    /// <summary>Forgets a dead letter. Returns <see langword="false"/> when there was none.</summary>
    public Task<bool> RemoveAsync(StateKey key, CancellationToken cancellationToken) => _letters.DeleteAsync(key, null, cancellationToken);
}
