namespace Gatehouse.Idempotency;

/// <summary>What is written down of a request with an Idempotency-Key.</summary>
public sealed record IdempotencyRecord
{
    /// <summary>The keyed hash of the request.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The operation that the request runs, the same for every try.</summary>
    public required string OperationId { get; init; }

    /// <summary>When the request first came, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when nobody else works on it, UTC; <see langword="null"/> when nobody does.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The final answer's status; <see langword="null"/> while there is none.</summary>
    public int? Status { get; init; }

    /// <summary>The final answer's content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The final answer's Location.</summary>
    public string? Location { get; init; }

    /// <summary>The final answer's body, encrypted.</summary>
    public byte[]? Body { get; init; }
}
