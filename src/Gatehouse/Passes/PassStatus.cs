namespace Gatehouse.Passes;

/// <summary>What a visitor is told of a pass. Of several places the first in this order counts.</summary>
public enum PassStatus
{
    /// <summary>It is good now.</summary>
    Valid,

    /// <summary>Its window has not begun.</summary>
    NotYetValid,

    /// <summary>Its window has begun, and the vendor was not told in time; it follows shortly.</summary>
    Preparing,

    /// <summary>The vendor refused the access; the host has to see to it.</summary>
    Unavailable,

    /// <summary>Its window is over, or the visitor has left.</summary>
    Expired,

    /// <summary>It was taken back.</summary>
    Revoked,
}
