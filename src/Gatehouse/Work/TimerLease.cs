namespace Gatehouse.Work;

/// <summary>Who runs a timer's work.</summary>
public sealed record TimerLease
{
    /// <summary>Until when nobody else runs it, UTC.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The run that took it; a store that does not answer at once is asked again with the same.</summary>
    public string? Run { get; init; }
}
