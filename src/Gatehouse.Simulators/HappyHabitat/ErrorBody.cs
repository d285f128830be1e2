namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>The vendor's own error object (vendors.md, 003 "Error bodies").</summary>
internal sealed record ErrorBody(string Code, string Message, IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors, string TraceId);
