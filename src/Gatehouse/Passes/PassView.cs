namespace Gatehouse.Passes;

/// <summary>What a pass shows. One that is over or revoked shows nothing of the visitor.</summary>
/// <param name="Status">Whether it is good.</param>
/// <param name="Name">The visitor's name.</param>
/// <param name="Places">Where.</param>
/// <param name="NextLook">When it should be looked at again: before a code stops working, or when the status changes.</param>
public sealed record PassView(PassStatus Status, string? Name, IReadOnlyList<PassPlace> Places, TimeSpan NextLook);
