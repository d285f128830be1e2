using System.Net;
using System.Threading.RateLimiting;
using Gatehouse.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gatehouse.Api.RateLimits;

/// <summary>Counts requests without a good key by remote address, so that keys cannot be guessed and the store not be flooded.</summary>
/// <param name="options">How many are allowed.</param>
internal sealed class FailureLimiter(IOptions<ApiOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => TokenBuckets.Of(options.Value.FailuresPerSecond)));

    /// <summary>What callers are told who failed too often.</summary>
    public static Problem Problem { get; } = new()
    {
        Status = StatusCodes.Status429TooManyRequests,
        Code = "too_many_failures",
        Detail = "Too many requests without a good API key came from your address.",
        Retryable = true,
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>Whether an address may fail once more.</summary>
    public bool Allows(IPAddress? address)
    {
        using var lease = _failures.AttemptAcquire(RemoteAddress.Partition(address), 0);
        return lease.IsAcquired;
    }

    /// <summary>Counts a failure. Returns <see langword="false"/> when it is one too many.</summary>
    public bool Count(IPAddress? address)
    {
        using var lease = _failures.AttemptAcquire(RemoteAddress.Partition(address));
        return lease.IsAcquired;
    }

    public void Dispose() => _failures.Dispose();
}
