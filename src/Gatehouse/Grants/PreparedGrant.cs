namespace Gatehouse.Grants;

/// <summary>A grant that was checked and resolved, and is not written yet.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Targets">Its targets.</param>
internal sealed record PreparedGrant(GrantRow Grant, IReadOnlyList<TargetRow> Targets);
