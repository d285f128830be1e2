namespace Gatehouse.Api.DeadLetters;

/// <summary>What a replay by filter did.</summary>
/// <param name="Replayed">How many were replayed.</param>
/// <param name="Failures">Why the others could not be, by their ids.</param>
/// <param name="More">Whether there are more: repeat the request.</param>
public sealed record DeadLetterReplayAnswer(int Replayed, IReadOnlyDictionary<string, string> Failures, bool More);
