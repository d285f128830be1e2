namespace Gatehouse.Connectors;

/// <summary>One operation at one facility.</summary>
/// <param name="Operation">The operation's name.</param>
/// <param name="State">Whether the facility can do it.</param>
/// <param name="Reason">Why it is unavailable, and what would change that.</param>
/// <param name="Required">What the input must have, as JSON pointers into it.</param>
public sealed record Capability(string Operation, CapabilityState State, string? Reason, IReadOnlyList<string> Required);
