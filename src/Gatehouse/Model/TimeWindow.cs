namespace Gatehouse.Model;

/// <summary>A span of time.</summary>
public sealed record TimeWindow
{
    /// <summary>The first instant of it.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The instant it is over.</summary>
    public DateTimeOffset? To { get; init; }
}
