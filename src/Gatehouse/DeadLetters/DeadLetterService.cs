using Gatehouse.Errors;
using Gatehouse.Paging;
using Gatehouse.State;
using Gatehouse.Validation;
using Microsoft.Extensions.Logging;

namespace Gatehouse.DeadLetters;

/// <summary>What an operator can do with what was given up.</summary>
/// <param name="letters">Where it is.</param>
/// <param name="replays">How each kind is replayed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of replays and of what was discarded.</param>
public sealed partial class DeadLetterService(
    DeadLetterStore letters, IEnumerable<IDeadLetterReplay> replays, TimeProvider time, ILogger<DeadLetterService> logger)
{
    /// <summary>How many dead letters are replayed at once by a filter.</summary>
    public const int MostReplays = 1000;

    private const int MostRows = 5000;
    private readonly Dictionary<string, IDeadLetterReplay> _replays = replays.ToDictionary(replay => replay.Kind, StringComparer.Ordinal);

    /// <summary>The kinds that there are.</summary>
    public IReadOnlyList<string> Kinds => [.. _replays.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Lists dead letters, the latest first. A page may hold fewer than it was asked for and still not be the last.</summary>
    public async Task<Page<DeadLetterEntry>> ListAsync(DeadLetterQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        if (query.To <= query.From)
            throw new InvalidInputException("to", "Must be after from.");
        if (query.Kind is { } kind && !_replays.ContainsKey(kind))
            throw new InvalidInputException("kind", $"Must be one of: {string.Join(", ", Kinds)}.");

        IReadOnlyList<string> kinds = query.Kind is null ? Kinds : [query.Kind];
        var found = new List<DeadLetterEntry>();
        var (position, rows) = (page.Position, 0);
        do
        {
            var part = await letters.ListAsync(kinds, query.From, query.To, new PageRequest(page.Limit - found.Count, position), cancellationToken);
            found.AddRange(part.Items.Where(letter => query.Fits(letter.Value)).Select(letter => new DeadLetterEntry(IdOf(letter.Key), letter.Value)));
            rows += part.Items.Count;
            position = part.Next;
        }
        while (position is not null && found.Count < page.Limit && rows < MostRows);

        return new Page<DeadLetterEntry>(found, position);
    }

    /// <summary>Reads a dead letter.</summary>
    /// <exception cref="HubException"><c>dead_letter_not_found</c>.</exception>
    public async Task<DeadLetterEntry> GetAsync(string id, CancellationToken cancellationToken) => new(id, (await FindAsync(id, cancellationToken)).Value);

    /// <summary>Sets going again what was given up, under the ids that it had.</summary>
    /// <exception cref="HubException"><c>dead_letter_not_found</c>.</exception>
    public async Task<DeadLetterEntry> ReplayAsync(string id, CancellationToken cancellationToken)
    {
        var read = await FindAsync(id, cancellationToken);
        await _replays[read.Value.Queue].ReplayAsync(read.Value, cancellationToken);
        var replayed = read.Value with { ReplayedAt = time.GetUtcNow() };

        // Who replayed it may have said so already, or it was given up anew: that stands.
        await letters.SaveAsync(read, replayed, cancellationToken);
        LogReplayed(logger, id);
        return new DeadLetterEntry(id, replayed);
    }

    /// <summary>Replays what a filter means, the latest first, at most <see cref="MostReplays"/>.</summary>
    /// <returns>How many were replayed, those that could not be with the reason, and whether there are more.</returns>
    public async Task<(int Count, IReadOnlyDictionary<string, string> Failures, bool IsMore)> ReplayAsync(
        DeadLetterQuery query, CancellationToken cancellationToken)
    {
        var chosen = new List<DeadLetterEntry>();
        string? position = null;
        do
        {
            var part = await ListAsync(query, new PageRequest(MostReplays - chosen.Count, position), cancellationToken);
            chosen.AddRange(part.Items);
            position = part.Next;
        }
        while (position is not null && chosen.Count < MostReplays);

        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in chosen)
        {
            try
            {
                await ReplayAsync(entry.Id, cancellationToken);
            }
            catch (Exception exception) when (exception is HubException or FormatException)
            {
                failures[entry.Id] = exception.Message;
            }
        }

        return (chosen.Count - failures.Count, failures, position is not null);
    }

    /// <summary>Forgets a dead letter: nobody will replay it.</summary>
    /// <exception cref="HubException"><c>dead_letter_not_found</c>.</exception>
    public async Task DiscardAsync(string id, CancellationToken cancellationToken)
    {
        while (!await letters.RemoveAsync(await FindAsync(id, cancellationToken), cancellationToken))
        {
            // Replayed at this moment: it is read again.
        }

        LogDiscarded(logger, id);
    }

    private static string IdOf(StateKey key) => $"{key.Partition}.{key.Row}";

    private async Task<StateDocument<DeadLetter>> FindAsync(string id, CancellationToken cancellationToken)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && _replays.ContainsKey(id[..dot]) && await letters.FindAsync(new StateKey(id[..dot], id[(dot + 1)..]), cancellationToken) is { } found
            ? found
            : throw NotFound(id);
    }

    private static HubException NotFound(string id) => new(HubErrorKind.NotFound, "dead_letter_not_found", $"There is no dead letter '{id}'.");

    [LoggerMessage(461, LogLevel.Information, "The dead letter {Id} is replayed.")]
    private static partial void LogReplayed(ILogger logger, string id);

    [LoggerMessage(462, LogLevel.Information, "The dead letter {Id} is discarded.")]
    private static partial void LogDiscarded(ILogger logger, string id);
}
