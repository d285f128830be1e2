namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>A role in the answer of a login.</summary>
internal sealed record RoleDetail(Guid Id, string Code, string Description);
