namespace Gatehouse.Work;

/// <summary>Who runs a timer's work.</summary>
public sealed record TimerLease
{
    /// <summary>Until when nobody else runs it, UTC.</summary>
    public required DateTimeOffset Until { get; init; }
}
