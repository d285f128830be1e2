using Gatehouse.AccessEvents;
using Gatehouse.Alarms;
using Gatehouse.Connectors;
using Gatehouse.DeadLetters;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Visits;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Webhooks;

/// <summary>Turns a webhook into state and events, and brings it to its last state.</summary>
/// <param name="inbox">The webhooks.</param>
/// <param name="facilities">The facilities' contexts.</param>
/// <param name="connectors">Read bodies.</param>
/// <param name="passages">Takes passages.</param>
/// <param name="visits">Takes visits.</param>
/// <param name="letters">Takes what cannot be worked.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Wakes an operator.</param>
public sealed partial class ProcessWebhook(
    InboxStore inbox,
    FacilityDirectory facilities,
    ConnectorRegistry connectors,
    AccessEventLedger passages,
    VisitLedger visits,
    DeadLetterStore letters,
    TimeProvider time,
    ILogger<ProcessWebhook> logger) : IQueueWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(ProcessWebhook);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Queue => WorkQueues.WebhookProcess;

    /// <inheritdoc />
    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var (facility, id, _) = WebhookMessage.Parse(delivery.Body);
        if (await inbox.FindAsync(facility, id, cancellationToken) is not { Value.Webhook.Status: WebhookStatus.Received } read
            || await inbox.OpenAsync(read, cancellationToken) is not { } body
            || await ContextAsync(facility, cancellationToken) is not { } context)
            return;

        var after = await WorkAsync(context, read.Value.Webhook, body, cancellationToken);
        if (after.Status == WebhookStatus.Dead)
        {
            await letters.AddAsync(LetterOf(after), LetterIdOf(facility, id), cancellationToken);
            LogDead(logger, facility, id);
        }

        // Who was first in the meantime has come to the same, or it was replayed and has a message of its own.
        await inbox.SaveAsync(read, after with { EndedAt = time.GetUtcNow() }, null, cancellationToken);
    }

    /// <summary>The id of a webhook's dead letter.</summary>
    internal static string LetterIdOf(string facility, string id) => $"{facility}-{id}";

    /// <summary>Ends a webhook whose message failed each of its tries. Its dead letter is written by the caller.</summary>
    internal async Task GiveUpAsync(string facility, string id, string reason, CancellationToken cancellationToken)
    {
        while (await inbox.FindAsync(facility, id, cancellationToken) is { Value.Webhook.Status: WebhookStatus.Received } read)
        {
            var dead = read.Value.Webhook with { Status = WebhookStatus.Dead, Detail = reason, EndedAt = time.GetUtcNow() };
            if (await inbox.SaveAsync(read, dead, null, cancellationToken))
                return;
        }
    }

    private async Task<Webhook> WorkAsync(FacilityContext context, Webhook webhook, byte[] body, CancellationToken cancellationToken)
    {
        WebhookContent? content;
        try
        {
            content = connectors.Get(context.Facility.System).Webhooks?.Read(context, body);
        }
        catch (FormatException exception)
        {
            // It will be no better the next time.
            return webhook with { Status = WebhookStatus.Dead, Detail = exception.Message };
        }

        if (content is not { IsKnown: true })
            return webhook with { Status = WebhookStatus.Ignored, Type = content?.Type ?? webhook.Type, Detail = "The hub makes nothing of webhooks of this type." };

        foreach (var passage in content.Passages)
            await passages.AddAsync(context, passage, cancellationToken);
        foreach (var news in content.Visits)
            await visits.SaveAsync(context, news, cancellationToken);
        return webhook with { Status = WebhookStatus.Processed, Type = content.Type, Detail = null };
    }

    private DeadLetter LetterOf(Webhook webhook) => new()
    {
        Queue = Queue,
        Message = WebhookMessage.For(webhook.Facility, webhook.Id).ToString(),
        Facility = webhook.Facility,
        Reference = webhook.Id,
        Reason = webhook.Detail!,
        Attempts = 1,
        Round = webhook.Replays,
        At = time.GetUtcNow(),
    };

    private async Task<FacilityContext?> ContextAsync(string facility, CancellationToken cancellationToken)
    {
        try
        {
            return await facilities.GetAsync(facility, cancellationToken);
        }
        catch (HubException exception) when (exception.Kind == HubErrorKind.NotFound)
        {
            // It was deleted, and its webhooks with it.
            return null;
        }
    }

    [LoggerMessage(495, LogLevel.Warning, "{Facility}: the webhook {Id} cannot be worked and is kept as a dead letter.", EventName = AlarmEvents.DeadLettered)]
    private static partial void LogDead(ILogger logger, string facility, string id);
}
