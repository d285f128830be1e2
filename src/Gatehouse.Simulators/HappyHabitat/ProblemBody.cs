namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>The framework's problem details, which the vendor answers where its code only says "not found".</summary>
internal sealed record ProblemBody(string Type, string Title, int Status, string TraceId);
