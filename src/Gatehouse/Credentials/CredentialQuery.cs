namespace Gatehouse.Credentials;

/// <summary>Whose credentials are asked for: a person's or a visit's, one of them.</summary>
/// <param name="Person">The vendor's id of the person.</param>
/// <param name="Visit">The vendor's id of the visit.</param>
public sealed record CredentialQuery(string? Person = null, string? Visit = null);
