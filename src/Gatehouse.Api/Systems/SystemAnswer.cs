using Gatehouse.Connectors;

namespace Gatehouse.Api.Systems;

/// <summary>A vendor's system as the hub knows it.</summary>
/// <param name="System">Its name in facilities.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="Settings">The settings it reads from a facility.</param>
/// <param name="Secrets">The secrets it needs of a facility.</param>
/// <param name="Capabilities">The operations that it has. A facility's own capabilities tell which of them it can do now.</param>
/// <param name="Remarks">What an integrator must know.</param>
public sealed record SystemAnswer(
    string System,
    string DisplayName,
    IReadOnlyList<SettingDefinition> Settings,
    IReadOnlyList<SecretDefinition> Secrets,
    IReadOnlyList<SystemCapability> Capabilities,
    IReadOnlyList<string> Remarks);
