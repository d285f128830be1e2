namespace Gatehouse.DeadLetters;

/// <summary>A dead letter with its id.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Letter">The dead letter.</param>
public sealed record DeadLetterEntry(string Id, DeadLetter Letter);
