namespace Gatehouse.People;

/// <summary>What is known of a facility's directory as a whole. There is none before its first complete synchronization.</summary>
/// <param name="CompletedAt">When the last complete synchronization ended, UTC.</param>
/// <param name="Count">How many people it found.</param>
public sealed record PeopleDirectoryState(DateTimeOffset CompletedAt, int Count);
