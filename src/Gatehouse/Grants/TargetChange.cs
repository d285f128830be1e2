using Gatehouse.Access;

namespace Gatehouse.Grants;

/// <summary>A change that the vendor does not have yet.</summary>
/// <param name="From">What it has; <see langword="null"/> for nothing.</param>
/// <param name="To">What it shall have; <see langword="null"/> for nothing.</param>
public sealed record TargetChange(AccessWindow? From, AccessWindow? To);
