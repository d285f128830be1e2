namespace Gatehouse.Contracts.Lanes;

/// <summary>A step was made to fail.</summary>
public sealed class StepFailedException(string message) : Exception(message);
