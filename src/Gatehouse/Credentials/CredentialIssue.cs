namespace Gatehouse.Credentials;

/// <summary>Asks a connector for a new credential of a person.</summary>
/// <param name="Person">The vendor's id of the person.</param>
/// <param name="Organization">The vendor's id of the organization for which it is; where the vendor needs one.</param>
/// <param name="Marker">Unique to this create.</param>
public sealed record CredentialIssue(string Person, string? Organization, string Marker);
