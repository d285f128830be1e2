namespace Gatehouse.Api.Audit;

/// <summary>Says of an endpoint that a member of its request is a secret, which the audit does not keep.</summary>
/// <param name="Name">The member's name.</param>
internal sealed record HiddenMember(string Name);
