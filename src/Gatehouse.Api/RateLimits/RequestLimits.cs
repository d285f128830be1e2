using System.Threading.RateLimiting;
using Gatehouse.Api.Access;
using Gatehouse.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Gatehouse.Api.RateLimits;

/// <summary>Limits requests by API key, and those without one by remote address.</summary>
/// <param name="options">How many are allowed.</param>
internal sealed class RequestLimits(IOptions<ApiOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(1);

    public void Configure(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Bucket>(context => RateLimitPartition.GetTokenBucketLimiter(
            BucketOf(context), static bucket => TokenBuckets.Of(bucket.PerSecond)));
        limiter.OnRejected = static (rejected, _) => new ValueTask(ProblemWriter.WriteAsync(rejected.HttpContext, new Problem
        {
            Status = StatusCodes.Status429TooManyRequests,
            Code = "rate_limited",
            Detail = "Your API key allows no more requests for the moment.",
            Retryable = true,
            RetryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : DefaultWait,
        }));
    }

    private Bucket BucketOf(HttpContext context) => context.FindCaller() is { } key
        ? new Bucket(key.Id, key.RequestsPerSecond ?? options.Value.RequestsPerSecond)
        : new Bucket("@" + RemoteAddress.Partition(context.Connection.RemoteIpAddress), options.Value.RequestsPerSecond);

    private readonly record struct Bucket(string Of, int PerSecond);
}
