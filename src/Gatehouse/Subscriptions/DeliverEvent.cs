using Gatehouse.Alarms;
using Gatehouse.DeadLetters;
using Gatehouse.Events;
using Gatehouse.Lanes;
using Gatehouse.State;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Subscriptions;

/// <summary>Tries a delivery, and says when it is tried again.</summary>
/// <param name="subscriptions">The subscriptions.</param>
/// <param name="deliveries">The deliveries.</param>
/// <param name="log">The log of events.</param>
/// <param name="sender">Sends.</param>
/// <param name="health">Disables subscriptions that fail for too long.</param>
/// <param name="letters">Keeps what was given up.</param>
/// <param name="delays">When to try again.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Wakes an operator.</param>
public sealed partial class DeliverEvent(
    SubscriptionStore subscriptions,
    DeliveryStore deliveries,
    EventStore log,
    EventSender sender,
    SubscriptionHealth health,
    DeadLetterStore letters,
    DeliveryDelays delays,
    TimeProvider time,
    ILogger<DeliverEvent> logger) : IWorkHandler
{
    internal const string WorkKind = "deliver-event";
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    public string Kind => WorkKind;

    /// <inheritdoc />
    public async Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var (id, row) = Split(item.Reference);
        if ((await subscriptions.FindAsync(id, cancellationToken))?.Value is not { } subscription)
            return WorkOutcome.Done;
        var read = await deliveries.GetAsync(id, row, cancellationToken);
        if (read is null || DeliveryWork.IsAhead(item.Data!, read.Value))
            return WorkOutcome.NotYet;
        if (read.Value.Work != item.Data || read.Value.State != DeliveryState.Pending)
            return WorkOutcome.Done;
        if (read.Value.NextAt > time.GetUtcNow())
            return WorkOutcome.RetryAt(read.Value.NextAt.Value);
        if (subscription.DisabledAt is not null || !await health.CheckKeyAsync(subscription, cancellationToken))
            return await SaveAsync(read, read.Value.GivenUp("The subscription was disabled. A replay of the range sends it again."), WorkOutcome.Done, cancellationToken);
        if (await log.GetAsync(new StateKey(read.Value.EventPartition!, read.Value.EventRow!), cancellationToken) is not { } hubEvent)
            return await SaveAsync(read, read.Value.GivenUp("The event is no longer in the log."), WorkOutcome.Done, cancellationToken);

        var answer = await sender.SendAsync(subscription, hubEvent, cancellationToken);
        var tried = read.Value.With(answer.Attempt);
        if (!answer.IsAccepted)
            return await FailAsync(subscription, read, tried, answer, cancellationToken);
        var outcome = await SaveAsync(read, tried with { State = DeliveryState.Delivered, Reason = null }, WorkOutcome.Done, cancellationToken);
        await health.NoteAcceptedAsync(subscription, cancellationToken);
        return outcome;
    }

    internal static string ReferenceOf(string subscription, string row) => $"{subscription}/{row}";

    private static (string Subscription, string Row) Split(string reference)
    {
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        return (reference[..slash], reference[(slash + 1)..]);
    }

    private async Task<WorkOutcome> FailAsync(
        Subscription subscription, StateDocument<Delivery> read, Delivery tried, DeliveryAnswer answer, CancellationToken cancellationToken)
    {
        var since = await health.NoteFailedAsync(subscription, cancellationToken);
        var now = time.GetUtcNow();
        if (answer.IsGone || now - since >= SubscriptionHealth.LongestFailure)
        {
            var why = answer.IsGone ? "It answered 410 Gone." : FormattableString.Invariant($"No delivery was accepted since {since:u}.");
            await health.DisableAsync(subscription.Id, why, cancellationToken);
            return await SaveAsync(read, tried.GivenUp("The subscription was disabled. " + answer.Attempt.Error), WorkOutcome.Done, cancellationToken);
        }

        if (delays.After(tried.Tries) is not { } wait)
        {
            await BuryAsync(subscription.Id, tried, answer.Attempt, cancellationToken);
            return await SaveAsync(read, tried.GivenUp("Each of its tries failed. " + answer.Attempt.Error), WorkOutcome.Done, cancellationToken);
        }

        if (answer.RetryAfter > wait)
            wait = answer.RetryAfter < LongestRetryAfter ? answer.RetryAfter.Value : LongestRetryAfter;

        // Who does not answer would hold up a worker for each event that waits for it: the longer it fails, the longer it is left alone.
        var outcome = answer.IsSilence ? WorkOutcome.LanePaused(now + Pause(now - since)) : WorkOutcome.RetryAt(now + wait);
        return await SaveAsync(read, tried with { NextAt = now + wait }, outcome, cancellationToken);
    }

    private static TimeSpan Pause(TimeSpan failing) => failing < ShortestPause ? ShortestPause : failing < LongestPause ? failing : LongestPause;

    private async Task BuryAsync(string subscription, Delivery tried, DeliveryAttempt last, CancellationToken cancellationToken)
    {
        var message = new EventMessage(tried.EventPartition, tried.EventRow, null, subscription);
        var letter = new DeadLetter
        {
            Queue = WorkQueues.EventFanOut,
            Message = message.ToString(),
            Reference = tried.EventId,
            Reason = $"The subscription {subscription} did not accept {tried.Type} {tried.EventId}. {last.Error}",
            Attempts = tried.Tries,
            At = last.At,
        };
        await letters.AddAsync(letter, $"{subscription}-{tried.EventId}", cancellationToken);
        LogBuried(logger, tried.EventId, subscription, tried.Tries);
    }

    // Somebody else worked it at once: what they wrote stands, and is looked at again.
    private async Task<WorkOutcome> SaveAsync(StateDocument<Delivery> read, Delivery delivery, WorkOutcome outcome, CancellationToken cancellationToken) =>
        await deliveries.ReplaceAsync(read, delivery, cancellationToken) ? outcome : WorkOutcome.RetryAt(time.GetUtcNow());

    [LoggerMessage(491, LogLevel.Warning, "The event {Event} was not accepted by the subscription {Subscription} in {Tries} tries and is kept as a dead letter.", EventName = AlarmEvents.DeadLettered)]
    private static partial void LogBuried(ILogger logger, string @event, string subscription, int tries);
}
