namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>What a login answers (vendors.md, 003 "Auth"). Users of the simulator are no residents, so <paramref name="ResidentInfo"/> is null.</summary>
internal sealed record LoginAnswer(
    string Token,
    Guid UserId,
    string Username,
    string Email,
    string Role,
    IReadOnlyList<string> Roles,
    IReadOnlyList<RoleDetail> RoleDetails,
    string ExpiresAt,
    string? ResidentInfo);
