using System.Text.Json;
using Gatehouse.Alarms;
using Gatehouse.ApiKeys;
using Gatehouse.Events;
using Gatehouse.Json;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Subscriptions;

/// <summary>Knows since when subscribers fail, and disables those that fail for too long.</summary>
/// <param name="subscriptions">The subscriptions.</param>
/// <param name="keys">The API keys that they were made with.</param>
/// <param name="publisher">Tells of those that are disabled.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Wakes an operator.</param>
public sealed partial class SubscriptionHealth(
    SubscriptionStore subscriptions, ApiKeyStore keys, EventPublisher publisher, TimeProvider time, ILogger<SubscriptionHealth> logger)
{
    /// <summary>A subscriber that accepts nothing for so long is sent nothing more.</summary>
    public static readonly TimeSpan LongestFailure = TimeSpan.FromDays(5);

    /// <summary>Notes that a delivery was accepted.</summary>
    public async Task NoteAcceptedAsync(Subscription known, CancellationToken cancellationToken)
    {
        if (known.FailingSince is not null)
            await ChangeAsync(known.Id, subscription => subscription with { FailingSince = null }, cancellationToken);
    }

    /// <summary>Notes that a delivery failed. Returns since when all did.</summary>
    public async Task<DateTimeOffset> NoteFailedAsync(Subscription known, CancellationToken cancellationToken)
    {
        if (known.FailingSince is { } since)
            return since;
        var now = time.GetUtcNow();
        var changed = await ChangeAsync(known.Id, subscription => subscription with { FailingSince = subscription.FailingSince ?? now }, cancellationToken);
        return changed?.FailingSince ?? now;
    }

    /// <summary>
    /// Whether the API key that a subscription was made with is still good. When it is not, the subscription is disabled: who lost the key
    /// must not go on hearing what it was for.
    /// </summary>
    public async Task<bool> CheckKeyAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        if (subscription.ApiKey == ApiKeyText.AdminId)
            return true;
        var key = subscription.ApiKey is { } id ? (await keys.GetAsync(id, cancellationToken))?.Value : null;
        var trouble = key switch
        {
            null => "was deleted",
            { Disabled: true } => "is disabled",
            _ when key.ExpiresAt <= time.GetUtcNow() => "has expired",
            _ => null,
        };
        if (trouble is null)
            return true;
        await DisableAsync(subscription.Id, $"The API key that it was made with {trouble}. Enabled with another key, it goes on with that one.", cancellationToken);
        return false;
    }

    /// <summary>Sends a subscription nothing more, and says so.</summary>
    public async Task DisableAsync(string id, string reason, CancellationToken cancellationToken)
    {
        while (await subscriptions.FindAsync(id, cancellationToken) is { Value.DisabledAt: null } found)
        {
            var now = time.GetUtcNow();
            var disabled = found.Value with
            {
                DisabledAt = now,
                DisabledReason = reason,
                Sequence = EventDraft.NextSequence(found.Value.Sequence, now),
            };
            var told = EventDraft.Of(
                EventTypes.SubscriptionDisabled,
                null,
                $"subscriptions/{id}",
                disabled.Sequence.Value,
                now,
                JsonSerializer.SerializeToElement(SubscriptionView.Of(disabled, now), GatehouseJson.Default.SubscriptionView)).At(disabled.Facilities);
            if (!await subscriptions.ReplaceAsync(disabled, found.ETag, [told], cancellationToken))
                continue;
            LogDisabled(logger, id, reason);
            await publisher.PublishAsync(subscriptions.Outbox, SubscriptionStore.Partition, [told], cancellationToken);
            return;
        }
    }

    private async Task<Subscription?> ChangeAsync(string id, Func<Subscription, Subscription> change, CancellationToken cancellationToken)
    {
        while (await subscriptions.FindAsync(id, cancellationToken) is { } found)
        {
            var changed = change(found.Value);
            if (changed == found.Value || await subscriptions.ReplaceAsync(changed, found.ETag, [], cancellationToken))
                return changed;
        }

        return null;
    }

    [LoggerMessage(490, LogLevel.Warning, "The subscription {Subscription} is disabled: {Reason}", EventName = AlarmEvents.SubscriptionDisabled)]
    private static partial void LogDisabled(ILogger logger, string subscription, string reason);
}
