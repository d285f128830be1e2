namespace Gatehouse.Access;

/// <summary>Asks a connector to take an access back.</summary>
/// <param name="Current">What the vendor holds.</param>
/// <param name="Reason">Why, for vendors that keep it.</param>
/// <param name="Others">What of the same person's access stays, as in <see cref="AccessApply"/>.</param>
public sealed record AccessRevoke(AccessRecord Current, string Reason, IReadOnlyList<AccessShare> Others);
