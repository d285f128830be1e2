namespace Gatehouse.Connectors.Wire;

/// <summary>Where a vendor's member is in the normalized model.</summary>
internal enum WirePlace
{
    /// <summary>In a member of its own.</summary>
    Normalized,

    /// <summary>Among the fields; one that a caller leaves out is cleared.</summary>
    Field,

    /// <summary>Among the fields; the vendor fills it, so one that a caller leaves out stays as it is.</summary>
    OwnField,

    /// <summary>Among the credentials; writable as a field, and otherwise it stays as it is.</summary>
    Credential,

    /// <summary>Nowhere: it can only be written.</summary>
    WriteOnly,
}
