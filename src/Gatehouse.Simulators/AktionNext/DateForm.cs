namespace Gatehouse.Simulators.AktionNext;

/// <summary>How the vendor writes a date; on premises and in the cloud differ.</summary>
public enum DateForm
{
    /// <summary><c>/Date(1770202477469)/</c>, as the help of Aktion NEXT.</summary>
    Milliseconds,

    /// <summary><c>2026-06-15T10:00:00+02:00</c>, as the help of Aktion CLOUD.</summary>
    Iso,
}
