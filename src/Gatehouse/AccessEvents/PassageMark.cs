namespace Gatehouse.AccessEvents;

/// <summary>Says that a passage is known, whatever time its vendor gave it.</summary>
/// <param name="Row">The passage's row.</param>
public sealed record PassageMark(string Row);
