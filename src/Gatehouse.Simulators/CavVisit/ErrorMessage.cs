namespace Gatehouse.Simulators.CavVisit;

/// <summary>The body of an error.</summary>
internal sealed record ErrorMessage(string Message);
