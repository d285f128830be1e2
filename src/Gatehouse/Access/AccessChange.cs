namespace Gatehouse.Access;

/// <summary>Asks a connector to change what somebody may enter. Where a connector has no such operation, the hub applies anew and then revokes the old.</summary>
/// <param name="Current">What the vendor holds.</param>
/// <param name="Spec">Who, where, when, as it shall be.</param>
/// <param name="Plan">What the connector planned for it.</param>
/// <param name="Marker">The marker of the create.</param>
/// <param name="Others">As in <see cref="AccessApply"/>.</param>
public sealed record AccessChange(AccessRecord Current, AccessSpec Spec, AccessPlan Plan, string Marker, IReadOnlyList<AccessShare> Others);
