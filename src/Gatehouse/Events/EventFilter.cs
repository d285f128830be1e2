namespace Gatehouse.Events;

/// <summary>Which events of the log are wanted.</summary>
/// <param name="Limit">The facilities whose events may be seen; <see langword="null"/> for all, and those that belong to none.</param>
public sealed record EventFilter(IReadOnlyList<string>? Limit)
{
    /// <summary>Patterns of types, see <see cref="EventPatterns"/>; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The only facility; <see langword="null"/> for all within the limit.</summary>
    public string? Facility { get; init; }

    /// <summary>The time from which on they were logged; <see langword="null"/> for the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The time before which they were logged; <see langword="null"/> for the present.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Whether an event is wanted, times aside.</summary>
    public bool Matches(HubEvent hubEvent) =>
        (Facility is null || hubEvent.Concerns(Facility))
        && hubEvent.IsWithin(Limit)
        && (Types is null || EventPatterns.Match(Types, hubEvent.Type));
}
