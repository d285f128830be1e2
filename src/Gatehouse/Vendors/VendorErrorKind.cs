namespace Gatehouse.Vendors;

/// <summary>What went wrong at a vendor, as far as a caller can act on it.</summary>
public enum VendorErrorKind
{
    /// <summary>The vendor does not accept the facility's credentials.</summary>
    Unauthenticated,

    /// <summary>The credentials are good, but do not allow this.</summary>
    Forbidden,

    /// <summary>The vendor knows no such object.</summary>
    NotFound,

    /// <summary>The vendor refused the content.</summary>
    Invalid,

    /// <summary>The object's state does not allow this.</summary>
    Conflict,

    /// <summary>Too many calls; later it works.</summary>
    RateLimited,

    /// <summary>The vendor is down or unreachable.</summary>
    Unavailable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The answer cannot be understood.</summary>
    Protocol,

    /// <summary>The vendor, or this installation of it, does not offer this.</summary>
    NotSupported,

    /// <summary>The facility's settings or secrets are wrong or missing.</summary>
    Misconfigured,
}
