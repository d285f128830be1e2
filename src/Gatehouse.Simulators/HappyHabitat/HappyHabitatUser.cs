namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>Somebody who can log in.</summary>
/// <param name="Username">The name to log in with.</param>
/// <param name="Password">The password.</param>
/// <param name="Roles">The codes of the user's roles; the first is the main one.</param>
public sealed record HappyHabitatUser(string Username, string Password, params IReadOnlyList<string> Roles)
{
    /// <summary>The role that manages some communities.</summary>
    public const string CompanyAdministrator = "ADMIN_COMPANY";

    /// <summary>The role that manages everything.</summary>
    public const string SystemAdministrator = "SYSTEM_ADMIN";
}
