namespace Gatehouse.Simulators.VizPin;

/// <summary>A smartphone role that a user holds from a day to a day, both included [assumed]. One for each user and role.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Role">The role's id.</param>
/// <param name="Site">The location's id.</param>
/// <param name="Start">The first day, at the location.</param>
/// <param name="Stop">The last day, at the location.</param>
public sealed record PhoneGrant(string User, string Role, string Site, DateOnly Start, DateOnly Stop)
{
    /// <summary>Whether it opens on a day.</summary>
    public bool Holds(DateOnly day) => day >= Start && day <= Stop;

    internal bool Meets(PhoneGrant other) => Start <= other.Stop && other.Start <= Stop && Start <= Stop && other.Start <= other.Stop;
}
