namespace Gatehouse.DeadLetters;

/// <summary>Which dead letters are meant; all conditions must hold.</summary>
public sealed record DeadLetterQuery
{
    /// <summary>Of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Of this facility.</summary>
    public string? Facility { get; init; }

    /// <summary>About this.</summary>
    public string? Reference { get; init; }

    /// <summary>Given up at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Given up before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Whether those are meant that were replayed already; those that were not when absent.</summary>
    public bool? Replayed { get; init; }

    /// <summary>Whether a dead letter is meant, its kind and time apart.</summary>
    internal bool Fits(DeadLetter letter) =>
        (Facility is null || letter.Facility == Facility)
        && (Reference is null || letter.Reference == Reference)
        && letter.ReplayedAt is not null == (Replayed ?? false);
}
