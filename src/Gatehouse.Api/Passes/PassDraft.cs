namespace Gatehouse.Api.Passes;

/// <summary>What a pass is asked for: a grant, or a facility and a visit.</summary>
/// <param name="Grant">The grant's id or <c>key:{key}</c>.</param>
/// <param name="Facility">The facility of the visit.</param>
/// <param name="Visit">The visit's id or <c>key:{key}</c>.</param>
internal sealed record PassDraft(string? Grant, string? Facility, string? Visit);
