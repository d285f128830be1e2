namespace Gatehouse.Simulators.AktionNext;

/// <summary>A passage: the members of the vendor's PersonPass, and who passed.</summary>
/// <param name="Number">Its place in the order of recording.</param>
/// <param name="PersonId">Who passed.</param>
/// <param name="Date">When.</param>
/// <param name="SensorName">Where.</param>
/// <param name="Direction">0 none, 1 arrival, 2 departure, 3 start of an interruption, 4 its end.</param>
/// <param name="EventCode">What happened; its text is in attendance/getEventDescription.</param>
/// <param name="Identifier">Hexadecimal number of the card.</param>
public sealed record Passage(
    long Number, string PersonId, DateTimeOffset Date, string SensorName, int Direction, int EventCode = 0, string? Identifier = null);
