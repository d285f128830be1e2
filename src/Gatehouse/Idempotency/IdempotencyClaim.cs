namespace Gatehouse.Idempotency;

/// <summary>What is to be done with a request that has an Idempotency-Key.</summary>
public abstract record IdempotencyClaim
{
    private IdempotencyClaim()
    {
    }

    /// <summary>Do it, and then <see cref="IdempotencyStore.CompleteAsync"/> or <see cref="IdempotencyStore.ReleaseAsync"/>.</summary>
    /// <param name="Partition">Where it is written down.</param>
    /// <param name="Record">What is written down.</param>
    /// <param name="ETag">In which version.</param>
    public sealed record Claimed(string Partition, IdempotencyRecord Record, string ETag) : IdempotencyClaim
    {
        /// <summary>The operation that the request runs: a new one, or that of an earlier try which did not end.</summary>
        public string OperationId => Record.OperationId;
    }

    /// <summary>It is done; answer the same again.</summary>
    /// <param name="Answer">The answer.</param>
    public sealed record Replay(StoredAnswer Answer) : IdempotencyClaim;

    /// <summary>It is being done.</summary>
    /// <param name="RetryAfter">When asking again makes sense.</param>
    public sealed record InFlight(TimeSpan RetryAfter) : IdempotencyClaim;

    /// <summary>The key was used for another request.</summary>
    public sealed record Mismatch : IdempotencyClaim;
}
