namespace Gatehouse.Webhooks;

/// <summary>Says that a webhook waits.</summary>
/// <param name="Id">The webhook's id.</param>
public sealed record PendingRow(string Id);
