using Gatehouse.DeadLetters;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Paging;
using Gatehouse.Validation;
using Gatehouse.Work;

namespace Gatehouse.Webhooks;

/// <summary>What callers can do with the webhooks of a facility.</summary>
/// <param name="facilities">The facilities.</param>
/// <param name="inbox">The webhooks.</param>
/// <param name="letters">The dead letters of webhooks.</param>
/// <param name="queue">Where work is asked for.</param>
/// <param name="time">The clock.</param>
public sealed class WebhookService(FacilityDirectory facilities, InboxStore inbox, DeadLetterStore letters, IWorkQueue queue, TimeProvider time)
{
    /// <summary>How many webhooks are replayed at once by a filter.</summary>
    public const int MostReplays = 1000;

    private const int MostRows = 5000;
    private const int ReplaysAtOnce = 8;

    /// <summary>Lists webhooks, the latest first. A page may hold fewer than it was asked for and still not be the last.</summary>
    public async Task<Page<Webhook>> ListAsync(string facility, WebhookQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        if (query.To <= query.From)
            throw new InvalidInputException("to", "Must be after from.");

        await facilities.GetAsync(facility, cancellationToken);
        var found = new List<Webhook>();
        var (position, rows) = (page.Position, 0);
        do
        {
            var part = await inbox.ListAsync(facility, query.From, query.To, new PageRequest(page.Limit - found.Count, position), cancellationToken);
            found.AddRange(part.Items.Where(query.Fits));
            rows += part.Items.Count;
            position = part.Next;
        }
        while (position is not null && found.Count < page.Limit && rows < MostRows);

        return new Page<Webhook>(found, position);
    }

    /// <summary>Reads a webhook with its body; the body is <see langword="null"/> when it is forgotten.</summary>
    /// <exception cref="HubException"><c>webhook_not_found</c>.</exception>
    public async Task<(Webhook Webhook, byte[]? Body)> GetAsync(string facility, string id, CancellationToken cancellationToken)
    {
        await facilities.GetAsync(facility, cancellationToken);
        var read = await inbox.FindAsync(facility, id, cancellationToken) ?? throw NotFound(facility, id);
        return (read.Value.Webhook, await inbox.OpenAsync(read, cancellationToken));
    }

    /// <summary>Works a webhook once more, under its id: what it told already is not told again.</summary>
    /// <exception cref="HubException"><c>webhook_not_found</c>; <c>webhook_forgotten</c>: its body is not kept any more.</exception>
    public async Task<Webhook> ReplayAsync(string facility, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await inbox.FindAsync(facility, id, cancellationToken) ?? throw NotFound(facility, id);
            if (read.Value.Body is null)
            {
                throw new HubException(
                    HubErrorKind.Conflict, "webhook_forgotten", $"The body of webhook '{id}' is not kept any more. Ask its sender to send it anew, under a new id.");
            }

            var webhook = read.Value.Webhook;
            var letter = await letters.FindOfAsync(WorkQueues.WebhookProcess, ProcessWebhook.LetterIdOf(facility, id), cancellationToken);
            var again = webhook with { Status = WebhookStatus.Received, EndedAt = null, Detail = null, Replays = webhook.Replays + 1 };
            if (!await inbox.SaveAsync(read, again, time.GetUtcNow() + InboxStore.SweptAfter, cancellationToken))
                continue;

            // One that is given up anew in the meantime has another letter, which stays as it is.
            if (letter is not null)
                await letters.SaveAsync(letter, letter.Value with { ReplayedAt = time.GetUtcNow() }, cancellationToken);
            await queue.EnqueueAsync(WorkQueues.WebhookProcess, WebhookMessage.For(facility, id).ToString(), TimeSpan.Zero, cancellationToken);
            return again;
        }
    }

    /// <summary>Works the webhooks once more that a filter means, the latest first, at most <see cref="MostReplays"/>.</summary>
    /// <returns>How many, and whether there are more: then the time before which they were received.</returns>
    public async Task<(int Count, DateTimeOffset? RestBefore)> ReplayAsync(string facility, WebhookQuery query, CancellationToken cancellationToken)
    {
        var chosen = new List<Webhook>();
        string? position = null;
        do
        {
            var part = await ListAsync(facility, query, new PageRequest(MostReplays - chosen.Count, position), cancellationToken);
            chosen.AddRange(part.Items);
            position = part.Next;
        }
        while (position is not null && chosen.Count < MostReplays);

        var limits = new ParallelOptions { MaxDegreeOfParallelism = ReplaysAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(chosen, limits, async (webhook, token) => await ReplayAsync(facility, webhook.Id, token));
        return (chosen.Count, position is null ? null : chosen[^1].ReceivedAt.AddTicks(1));
    }

    private static HubException NotFound(string facility, string id) =>
        new(HubErrorKind.NotFound, "webhook_not_found", $"Facility '{facility}' has no webhook '{id}'.");
}
