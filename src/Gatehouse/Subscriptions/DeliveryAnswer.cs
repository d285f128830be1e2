namespace Gatehouse.Subscriptions;

/// <summary>What came of sending an event.</summary>
/// <param name="Attempt">The try.</param>
/// <param name="RetryAfter">How long the subscriber asks to be left alone.</param>
public sealed record DeliveryAnswer(DeliveryAttempt Attempt, TimeSpan? RetryAfter)
{
    /// <summary>Whether the subscriber accepted it.</summary>
    public bool IsAccepted => Attempt.Error is null;

    /// <summary>Whether the subscriber says that it is gone for good.</summary>
    public bool IsGone => Attempt.Status == 410;

    /// <summary>Whether there was no answer at all: the subscriber may hold up whoever waits for it.</summary>
    public bool IsSilence => Attempt.Status is null;
}
