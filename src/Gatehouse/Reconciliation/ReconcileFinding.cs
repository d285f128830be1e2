namespace Gatehouse.Reconciliation;

/// <summary>What was found of a target, and whether it was put right.</summary>
/// <param name="Grant">The grant's id.</param>
/// <param name="Target">The target's number.</param>
/// <param name="Kind">What was found.</param>
/// <param name="Done">Whether the hub acts on it; not in a dry run, and not where nothing is to be done.</param>
/// <param name="VendorId">The vendor's id of what was found or is missing.</param>
/// <param name="Detail">More, for a person.</param>
public sealed record ReconcileFinding(string Grant, int Target, FindingKind Kind, bool Done, string? VendorId = null, string? Detail = null);
