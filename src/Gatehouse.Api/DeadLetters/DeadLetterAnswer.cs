using Gatehouse.DeadLetters;

namespace Gatehouse.Api.DeadLetters;

/// <summary>What was given up.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind: the queue it was in, or the kind of work.</param>
/// <param name="Facility">The facility it belongs to, where it belongs to one.</param>
/// <param name="Reference">What it was about: an id.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="At">When it was given up, UTC.</param>
/// <param name="ReplayedAt">When it was last replayed, UTC.</param>
/// <param name="Message">What is replayed.</param>
public sealed record DeadLetterAnswer(
    string Id, string Kind, string? Facility, string? Reference, string Reason, int Attempts, DateTimeOffset At, DateTimeOffset? ReplayedAt, string Message)
{
    /// <summary>The answer for a dead letter.</summary>
    public static DeadLetterAnswer Of(DeadLetterEntry entry) => new(
        entry.Id,
        entry.Letter.Queue,
        entry.Letter.Facility,
        entry.Letter.Reference,
        entry.Letter.Reason,
        entry.Letter.Attempts,
        entry.Letter.At,
        entry.Letter.ReplayedAt,
        entry.Letter.Message);
}
