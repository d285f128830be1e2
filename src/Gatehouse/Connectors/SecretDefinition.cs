namespace Gatehouse.Connectors;

/// <summary>A secret that a connector needs of a facility.</summary>
/// <param name="Name">Its name: lower-case letters, digits and single hyphens.</param>
/// <param name="Description">What it is and who issues it.</param>
/// <param name="Required">Whether a facility cannot do without it.</param>
public sealed record SecretDefinition(string Name, string Description, bool Required = true);
