namespace Gatehouse.Api.Webhooks;

/// <summary>What a replay by filter did.</summary>
/// <param name="Replayed">How many webhooks are worked once more.</param>
/// <param name="RestBefore">When there are more: repeat the request with this as <c>to</c>.</param>
public sealed record WebhookReplayAnswer(int Replayed, DateTimeOffset? RestBefore);
