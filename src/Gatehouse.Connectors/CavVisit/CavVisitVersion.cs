namespace Gatehouse.Connectors.CavVisit;

/// <summary>A version of the vendor's API, in their order.</summary>
internal enum CavVisitVersion
{
    /// <summary>The 18 operations of seed 000.</summary>
    V10,

    /// <summary>Visits have Combined (release notes 1.1).</summary>
    V11,

    /// <summary>GetVisitById and CreateGroupVisit (release notes 1.2).</summary>
    V12,
}
