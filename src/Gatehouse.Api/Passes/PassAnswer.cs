namespace Gatehouse.Api.Passes;

/// <summary>A visitor's pass.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PassUrl">The page to send to the visitor. Who has it has the pass.</param>
/// <param name="IssuedAt">When it was first issued.</param>
/// <param name="ExpiresAt">When what it shows ends, UTC; absent when that is not known.</param>
/// <param name="Grant">The grant that it shows.</param>
/// <param name="Facility">The facility of the visit that it shows.</param>
/// <param name="Visit">That visit.</param>
internal sealed record PassAnswer(string Id, string PassUrl, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt, string? Grant, string? Facility, string? Visit);
