namespace Gatehouse.Api.Idempotency;

/// <summary>Says of an endpoint that a member of its answer is shown once: a replay has <c>null</c> in its place.</summary>
/// <param name="Name">The member's name in the answer's root.</param>
internal sealed record OnceOnlyMember(string Name);
