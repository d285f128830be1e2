namespace Gatehouse.Simulators.VizPin;

/// <summary>A reader that a user may open.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Reader">The reader's id.</param>
/// <param name="Role">The role that lets them.</param>
public sealed record Opening(string User, string Reader, string Role);
