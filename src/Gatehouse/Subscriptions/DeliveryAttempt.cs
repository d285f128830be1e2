namespace Gatehouse.Subscriptions;

/// <summary>A try of a delivery.</summary>
/// <param name="At">When it began, UTC.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">The HTTP status of the answer; absent without one.</param>
/// <param name="Error">Why it failed; absent when it did not.</param>
public sealed record DeliveryAttempt(DateTimeOffset At, int Milliseconds, int? Status, string? Error);
