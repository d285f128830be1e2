namespace Gatehouse.Api.Subscriptions;

/// <summary>How a secret is changed.</summary>
public sealed record RotationDraft
{
    /// <summary>For how many hours the secret before is used as well, 0 to 168; 24 when absent.</summary>
    public int? OverlapHours { get; init; }
}
