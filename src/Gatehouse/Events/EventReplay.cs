namespace Gatehouse.Events;

/// <summary>A range of the log that a subscription gets once more.</summary>
/// <param name="Id">The replay's id: each event is sent once for it.</param>
/// <param name="From">Events that were logged at or after this time, UTC.</param>
/// <param name="To">Events that were logged before this time, UTC.</param>
/// <param name="Position">How far it is; <see langword="null"/> at the beginning.</param>
public sealed record EventReplay(string Id, DateTimeOffset From, DateTimeOffset To, string? Position = null);
