namespace Gatehouse.Simulators.CavVisit;

/// <summary>How answers write a date; always local time of the facility without zone.</summary>
public enum DateAnswer
{
    /// <summary><c>2026-06-15T10:00:00</c>.</summary>
    Iso,

    /// <summary><c>2026-06-15 10:00</c>, as requests write it.</summary>
    Minutes,
}
