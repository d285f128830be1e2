namespace Gatehouse.Access;

/// <summary>How sure it is that an access is gone.</summary>
public enum AccessRevocation
{
    /// <summary>The vendor confirmed it, or has no such access any more.</summary>
    Gone,

    /// <summary>The vendor was told in a way that it does not confirm; it counts as gone only when the vendor shows it.</summary>
    Unconfirmed,
}
