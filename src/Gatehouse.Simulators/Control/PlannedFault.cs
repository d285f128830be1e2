namespace Gatehouse.Simulators.Control;

/// <summary>A fault in the plan and what became of it.</summary>
/// <param name="Id">Its number in the plan.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Remaining">How many more calls it hits; null without a bound.</param>
/// <param name="Applied">How many calls it has hit.</param>
public sealed record PlannedFault(long Id, Fault Fault, int? Remaining, long Applied);
