using System.Threading.RateLimiting;

namespace Gatehouse.Api.RateLimits;

/// <summary>How requests are counted.</summary>
internal static class TokenBuckets
{
    /// <summary>A bucket that fills with <paramref name="perSecond"/> and holds twice as many. Nobody waits in line.</summary>
    public static TokenBucketRateLimiterOptions Of(int perSecond) => new()
    {
        TokensPerPeriod = perSecond,
        TokenLimit = 2 * perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };
}
