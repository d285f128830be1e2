using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.DeadLetters;

/// <summary>Messages that were given up, the latest of a queue first.</summary>
/// <param name="store">Where they are.</param>
public sealed class DeadLetterStore(IStateStore store)
{
    private readonly StateTable<DeadLetter> _letters = new(store, "DeadLetters", GatehouseJson.Default.DeadLetter);

    /// <summary>Keeps a dead letter. Returns <see langword="false"/> when it is kept already.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="id">The id of its message, the same however often it is delivered.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task<bool> AddAsync(DeadLetter letter, string id, CancellationToken cancellationToken) =>
        await _letters.InsertAsync(new StateKey(letter.Queue, $"{InvertedTime.KeyOf(letter.At)}-{id}"), letter, cancellationToken) is not null;

    /// <summary>Reads the dead letters of a queue, the latest first.</summary>
    public IAsyncEnumerable<StateDocument<DeadLetter>> ListAsync(string queue, CancellationToken cancellationToken) =>
        _letters.QueryAsync(StateRange.Of(queue), cancellationToken);
}
