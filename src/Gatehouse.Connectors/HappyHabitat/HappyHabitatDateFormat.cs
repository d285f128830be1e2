namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>How dates are written. The vendor keeps whatever text it gets.</summary>
internal enum HappyHabitatDateFormat
{
    /// <summary>Local time with its offset.</summary>
    Offset,

    /// <summary>UTC with a Z.</summary>
    Utc,

    /// <summary>Local time alone.</summary>
    Local,
}
