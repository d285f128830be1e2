namespace Gatehouse.Alarms;

/// <summary>
/// Names of the log events that wake an operator: the <c>EventName</c> of a <c>[LoggerMessage]</c> at level Warning or above.
/// <c>infra/alerts.json</c> has an alert for each.
/// </summary>
public static class AlarmEvents
{
    /// <summary>A vendor still held an access that was taken back or is over: somebody could have got in. It is taken back again.</summary>
    public const string AccessLeftOver = nameof(AccessLeftOver);

    /// <summary>A message or a piece of work was given up and kept as a dead letter.</summary>
    public const string DeadLettered = nameof(DeadLettered);

    /// <summary>A queue message failed each of its tries, which points to a fault in the hub.</summary>
    public const string MessagePoisoned = nameof(MessagePoisoned);

    /// <summary>A vendor has not confirmed a revoke that is due: somebody may still get in.</summary>
    public const string RevokeOverdue = nameof(RevokeOverdue);

    /// <summary>A subscriber is gone or failed for days, and is sent no more events.</summary>
    public const string SubscriptionDisabled = nameof(SubscriptionDisabled);

    /// <summary>Calls to a facility's vendor failed so often that the hub refuses more for a while.</summary>
    public const string VendorCircuitOpened = nameof(VendorCircuitOpened);
}
