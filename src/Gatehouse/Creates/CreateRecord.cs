namespace Gatehouse.Creates;

/// <summary>What is written down of a create before the vendor is called, and after.</summary>
public sealed record CreateRecord
{
    /// <summary>The operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>Where it stands.</summary>
    public required CreateState State { get; init; }

    /// <summary>What was at the vendor before the call, for connectors without a marker.</summary>
    public string? Baseline { get; init; }

    /// <summary>Until when nobody else works on it, UTC.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>No call of ours can still be on its way to the vendor after this time, UTC.</summary>
    public required DateTimeOffset CalledUntil { get; init; }

    /// <summary>The vendor's id of what was made.</summary>
    public string? ResultId { get; init; }

    /// <summary>When it was first asked for, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
