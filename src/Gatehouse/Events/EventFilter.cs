namespace Gatehouse.Events;

/// <summary>Which events of the log are wanted.</summary>
/// <param name="Covers">Whether those of a facility may be seen; of no facility with <see langword="null"/>.</param>
public sealed record EventFilter(Predicate<string?> Covers)
{
    /// <summary>Patterns of types, see <see cref="EventPatterns"/>; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The only facility; <see langword="null"/> for all that are covered.</summary>
    public string? Facility { get; init; }

    /// <summary>The time from which on they were logged; <see langword="null"/> for the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The time before which they were logged; <see langword="null"/> for the present.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Whether an event is wanted, times aside.</summary>
    public bool Matches(HubEvent hubEvent) =>
        (Facility is null || hubEvent.Facility == Facility)
        && Covers(hubEvent.Facility)
        && (Types is null || EventPatterns.Match(Types, hubEvent.Type));
}
