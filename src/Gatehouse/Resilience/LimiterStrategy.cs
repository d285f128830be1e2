using System.Threading.RateLimiting;
using Gatehouse.Vendors;
using Polly;

namespace Gatehouse.Resilience;

/// <summary>Holds a permit for one attempt; it stands inside the retry, so that nobody holds one during back-off.</summary>
internal sealed class LimiterStrategy(RateLimiter concurrency, RateLimiter? rate) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            using var turn = rate is null ? null : await rate.AcquireAsync(1, context.CancellationToken);
            using var slot = await concurrency.AcquireAsync(1, context.CancellationToken);
            if (turn is { IsAcquired: false } || !slot.IsAcquired)
                return Outcome.FromException<TResult>(Busy());

            return await callback(context, state);
        }
        catch (OperationCanceledException exception)
        {
            return Outcome.FromException<TResult>(exception);
        }
    }

    private static VendorException Busy() => new(new VendorError(
        VendorErrorKind.RateLimited, "Too many calls are waiting for this facility.", "facility_busy", RetryAfter: TimeSpan.FromSeconds(1)));
}
