namespace Gatehouse.Tests.Grants;

/// <summary>How a vendor gives access, as the five differ.</summary>
public enum VendorKind
{
    /// <summary>Objects with a marker that are found and changed: CavVisit, Happy Habitat.</summary>
    Searched,

    /// <summary>Objects that are found but not changed: Aktion NEXT.</summary>
    Replaced,

    /// <summary>Objects that are not found, but removed by their marker: Spintly.</summary>
    Undone,

    /// <summary>One access for a person, which all grants share: VIZpin.</summary>
    Shared,
}
