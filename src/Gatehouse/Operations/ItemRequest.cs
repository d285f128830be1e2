namespace Gatehouse.Operations;

/// <summary>Names one object of a facility.</summary>
/// <param name="Id">The vendor's id.</param>
public sealed record ItemRequest(string Id);
