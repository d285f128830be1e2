namespace Gatehouse.Api.Visits;

/// <summary>How a visitor came.</summary>
public sealed record ArriveDraft
{
    /// <summary>When; now when absent.</summary>
    public DateTimeOffset? At { get; init; }
}
