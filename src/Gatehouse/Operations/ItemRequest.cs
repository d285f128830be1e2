namespace Gatehouse.Operations;

/// <summary>Names one object of a facility.</summary>
/// <param name="Id">The vendor's id.</param>
/// <param name="Confirm">What the caller confirmed, for operations that reach further than the facility; a connector's check asks for it.</param>
public sealed record ItemRequest(string Id, string? Confirm = null);
