namespace Gatehouse.Access;

/// <summary>What another live grant holds of the same person's access.</summary>
/// <param name="Window">When, as planned.</param>
/// <param name="Roles">The roles, by the vendor's ids.</param>
/// <param name="AccessPoints">The access points, by the vendor's ids.</param>
public sealed record AccessShare(AccessWindow Window, IReadOnlyList<string> Roles, IReadOnlyList<string> AccessPoints);
