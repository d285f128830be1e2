namespace Gatehouse.Grants;

/// <summary>What comes next for a target at its vendor.</summary>
internal enum TargetStep
{
    /// <summary>Nothing.</summary>
    Rest,

    /// <summary>Find out what an earlier create made.</summary>
    Resolve,

    /// <summary>Let the subject in.</summary>
    Apply,

    /// <summary>Change what the vendor holds.</summary>
    Change,

    /// <summary>Take back what another took the place of.</summary>
    RevokeFormer,

    /// <summary>Take back what the vendor holds.</summary>
    Revoke,

    /// <summary>Write down that nothing is at the vendor.</summary>
    Settle,

    /// <summary>The vendor can only be asked later.</summary>
    Hold,
}
