namespace Gatehouse.Grants;

/// <summary>Where a grant is found by its key, its subject or its time.</summary>
/// <param name="Grant">The grant's id.</param>
/// <param name="Facilities">The facilities of its targets.</param>
/// <param name="Fingerprint">Of what it was made with; in the row of a key.</param>
public sealed record GrantIndexRow(string Grant, IReadOnlyList<string> Facilities, string? Fingerprint = null);
