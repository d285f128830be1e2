using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Gatehouse.Api.RateLimits;

/// <summary>Limits the requests of each pass, so that one link that went round cannot keep the vendor busy. Only passes that exist are counted.</summary>
/// <param name="options">How many are allowed.</param>
internal sealed class PassLimiter(IOptions<ApiOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _requests = PartitionedRateLimiter.Create<string, string>(
        pass => RateLimitPartition.GetTokenBucketLimiter(pass, _ => TokenBuckets.Of(options.Value.PassRequestsPerSecond)));

    /// <summary>Counts a request. Returns <see langword="false"/> when it is one too many.</summary>
    public bool Count(string pass)
    {
        using var lease = _requests.AttemptAcquire(pass);
        return lease.IsAcquired;
    }

    public void Dispose() => _requests.Dispose();
}
