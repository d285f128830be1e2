namespace Gatehouse.Indexes;

/// <summary>What the hub knows of a vendor's object beyond the vendor itself.</summary>
public sealed record ObjectRecord
{
    /// <summary>The caller's key.</summary>
    public string? Key { get; init; }

    /// <summary>When the hub created it, UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Why it was ended.</summary>
    public string? EndReason { get; init; }

    /// <summary>When a visit's window begins; shown where the vendor does not tell it.</summary>
    public DateTimeOffset? WindowStart { get; init; }

    /// <summary>When a visit's window ends; shown where the vendor has no place for it.</summary>
    public DateTimeOffset? WindowEnd { get; init; }

    /// <summary>The grant that a visit carries.</summary>
    public string? GrantId { get; init; }

    /// <summary>The grant that made a visit for somebody's access; the visit does not carry it, and its end is not the grant's.</summary>
    public string? MadeByGrant { get; init; }

    /// <summary>The group that it was created with.</summary>
    public string? GroupId { get; init; }

    /// <summary>Of a visit's pass that was issued and not revoked; see <see cref="Passes.PassRow.Serial"/>.</summary>
    public string? PassSerial { get; init; }
}
