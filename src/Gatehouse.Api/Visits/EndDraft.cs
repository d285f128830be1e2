namespace Gatehouse.Api.Visits;

/// <summary>How a visit ended.</summary>
public sealed record EndDraft
{
    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>When; now when absent.</summary>
    public DateTimeOffset? At { get; init; }
}
