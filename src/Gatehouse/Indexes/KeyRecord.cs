namespace Gatehouse.Indexes;

/// <summary>What is kept of a caller's key.</summary>
public sealed record KeyRecord
{
    /// <summary>The create that was asked for with this key.</summary>
    public required string OperationId { get; init; }

    /// <summary>When the key was taken, UTC.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>The vendor's id, once it is known.</summary>
    public string? Id { get; init; }

    /// <summary>Fingerprints of what the key was created with, and last put with.</summary>
    public required IReadOnlyList<string> Fingerprints { get; init; }
}
