namespace Gatehouse.Access;

/// <summary>Asks a connector to let somebody in.</summary>
/// <param name="Spec">Who, where, when.</param>
/// <param name="Plan">What the connector planned for it.</param>
/// <param name="Marker">Unique to this create; the connector leaves it where it can find it again.</param>
/// <param name="Others">
/// What other live grants hold of the same person's access; empty where there is no <see cref="AccessOperations.Person"/>.
/// </param>
public sealed record AccessApply(AccessSpec Spec, AccessPlan Plan, string Marker, IReadOnlyList<AccessShare> Others);
