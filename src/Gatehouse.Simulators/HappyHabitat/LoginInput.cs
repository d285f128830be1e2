namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>What a login takes.</summary>
internal sealed record LoginInput(string? Username, string? Password);
