namespace Gatehouse.Simulators.CavVisit;

/// <summary>What an update does with members that it does not name.</summary>
public enum UpdateMode
{
    /// <summary>They are cleared.</summary>
    Replace,

    /// <summary>They stay.</summary>
    Merge,
}
