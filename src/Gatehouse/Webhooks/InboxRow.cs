namespace Gatehouse.Webhooks;

/// <summary>A webhook as it is stored.</summary>
/// <param name="Webhook">What callers see.</param>
/// <param name="DueAt">When the sweep looks for it, UTC; <see langword="null"/> once it is in its last state.</param>
/// <param name="Body">The body, encrypted; <see langword="null"/> once it is forgotten.</param>
public sealed record InboxRow(Webhook Webhook, DateTimeOffset? DueAt, byte[]? Body);
