using System.Threading.RateLimiting;
using Gatehouse.Alarms;
using Gatehouse.Operations;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Gatehouse.Resilience;

/// <summary>
/// How every call to one facility's vendor is made. From outside in: total timeout, retry, circuit breaker,
/// concurrency and rate limit, attempt timeout.
/// </summary>
internal sealed partial class FacilityPipeline : IDisposable
{
    private const int WaitingCalls = 1000;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);
    private static readonly ResiliencePropertyKey<CallState> State = new("call");

    private readonly string _facility;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrencyLimiter _concurrency;
    private readonly TokenBucketRateLimiter? _rate;
    private readonly ResiliencePipeline _pipeline;
    private readonly Func<bool, Task> _tell;
    private int _hasAnswered;

    /// <summary>Builds it.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="options">How calls are made.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Numbers from 0 up to 1.</param>
    /// <param name="logger">Tells of failures.</param>
    /// <param name="tell">Is told whether the vendor answers: with the first answer, and when the circuit opens and closes. Does not throw.</param>
    public FacilityPipeline(
        string facility, ResilienceOptions options, TimeProvider time, Func<double> random, ILogger logger, Func<bool, Task>? tell = null)
    {
        _tell = tell ?? (_ => Task.CompletedTask);
        _facility = facility;
        Options = options;
        _time = time;
        UsedAt = time.GetTimestamp();
        _logger = logger;
        _concurrency = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.ConcurrentCalls,
            QueueLimit = WaitingCalls,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _rate = options.CallsPerSecond is { } calls ? Rate(calls) : null;
        _pipeline = Build(options, random);
    }

    public ResilienceOptions Options { get; }

    /// <summary>When it was last asked for, as a timestamp of the clock.</summary>
    public long UsedAt { get; set; }

    /// <summary>Makes a call. Throws <see cref="VendorException"/> for every failure but the caller's own cancellation.</summary>
    public async Task<TResult> CallAsync<TResult>(
        Operation operation, CallUrgency urgency, Func<CancellationToken, Task<TResult>> attempt, CancellationToken cancellationToken)
    {
        var budget = TimeSpan.FromSeconds(urgency == CallUrgency.Interactive ? Options.TotalTimeoutSeconds : Options.BackgroundTimeoutSeconds);
        if (urgency == CallUrgency.Interactive)
            budget = CallerPatience.Left(budget, _time);
        if (budget <= TimeSpan.Zero)
        {
            throw new VendorException(new VendorError(
                VendorErrorKind.Timeout, "The vendor's earlier answers took all the time that the caller waits. Try again, or ask for less at once."));
        }

        var call = new CallState(operation, budget, _time.GetTimestamp());
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(State, call);
        try
        {
            // Of all types Polly's strategies here take object as it is; any other passes through two conversions for each of them.
            var outcome = await _pipeline.ExecuteOutcomeAsync(AttemptAsync<TResult>, context, attempt);
            if (ErrorOf(outcome.Exception) is { } error && !cancellationToken.IsCancellationRequested)
                throw Final(error, call, outcome.Exception!);
            outcome.ThrowIfException();

            // A process that saw the vendor fail may have ended before it saw it well again.
            if (Interlocked.Exchange(ref _hasAnswered, 1) == 0)
                await _tell(true);
            return (TResult)outcome.Result!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose()
    {
        _concurrency.Dispose();
        _rate?.Dispose();
    }

    private static async ValueTask<Outcome<object?>> AttemptAsync<TResult>(
        ResilienceContext context, Func<CancellationToken, Task<TResult>> attempt)
    {
        try
        {
            return Outcome.FromResult<object?>(await attempt(context.CancellationToken));
        }
        catch (VendorException exception) when (context.Properties.GetValue(State, null!).IsGone(exception.Error))
        {
            return Outcome.FromResult<object?>(default(TResult));
        }
        catch (Exception exception)
        {
            return Outcome.FromException<object?>(exception);
        }
    }

    private static TokenBucketRateLimiter Rate(int callsPerSecond) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = callsPerSecond,
        TokensPerPeriod = Math.Max(1, callsPerSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, callsPerSecond / 10) / (double)callsPerSecond),
        QueueLimit = WaitingCalls,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        AutoReplenishment = true,
    });

    private static VendorError? ErrorOf(Exception? exception) => exception switch
    {
        VendorException vendor => vendor.Error,
        TimeoutRejectedException => new VendorError(VendorErrorKind.Timeout, "The vendor did not answer in time.", "timeout", EffectUnknown: true),
        BrokenCircuitException broken => new VendorError(
            VendorErrorKind.Unavailable,
            "The vendor's latest calls failed; the hub waits before it tries again.",
            "circuit_open",
            RetryAfter: broken.RetryAfter is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1)),
        _ => null,
    };

    private ResiliencePipeline Build(ResilienceOptions options, Func<double> random)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _time };
        builder.AddTimeout(new TimeoutStrategyOptions
        {
            TimeoutGenerator = static args => new ValueTask<TimeSpan>(args.Context.Properties.GetValue(State, null!).Budget),
        });
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = TimeSpan.FromSeconds(options.RetryDelaySeconds),
                MaxDelay = TimeSpan.FromSeconds(30),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = random,
                ShouldHandle = args => new ValueTask<bool>(IsRetried(args.Outcome.Exception, args.Context)),
                DelayGenerator = static args => new ValueTask<TimeSpan?>(ErrorOf(args.Outcome.Exception)?.RetryAfter),
                OnRetry = args =>
                {
                    var call = args.Context.Properties.GetValue(State, null!);
                    var error = ErrorOf(args.Outcome.Exception)!;
                    call.EffectUnknown |= error.EffectUnknown;
                    LogRetry(_logger, _facility, call.Operation.Name, args.AttemptNumber + 1, args.RetryDelay, error.Kind, error.Code);
                    return default;
                },
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(options.BreakSeconds),
                ShouldHandle = static args => new ValueTask<bool>(ErrorOf(args.Outcome.Exception)?.Kind
                    is VendorErrorKind.Unavailable or VendorErrorKind.Timeout or VendorErrorKind.Protocol),
                OnOpened = async args =>
                {
                    LogOpened(_logger, _facility, args.BreakDuration);
                    await _tell(false);
                },
                OnClosed = async _ => await _tell(true),
            })
            .AddStrategy(_ => new LimiterStrategy(_concurrency, _rate), new LimiterStrategyOptions())
            .AddTimeout(TimeSpan.FromSeconds(options.AttemptTimeoutSeconds))
            .Build();
    }

    private bool IsRetried(Exception? exception, ResilienceContext context)
    {
        var call = context.Properties.GetValue(State, null!);
        return ErrorOf(exception) is { IsTransient: true } error
            && exception is not BrokenCircuitException
            && (call.Operation.Effect != Effect.Create || !error.EffectUnknown)
            && (error.RetryAfter ?? TimeSpan.Zero) <= call.Left(_time);
    }

    private static bool IsRefusal(VendorErrorKind kind) => kind is VendorErrorKind.NotFound or VendorErrorKind.Invalid or VendorErrorKind.Conflict;

    private VendorException Final(VendorError error, CallState call, Exception exception)
    {
        if (error.RetryAfter is { } wait && error.IsTransient && exception is not BrokenCircuitException && wait > call.Left(_time))
            error = error with { Kind = VendorErrorKind.RateLimited };
        if (error.RetryAfter > LongestRetryAfter)
            error = error with { RetryAfter = LongestRetryAfter };
        if (call.EffectUnknown && call.Operation.Effect == Effect.Create)
            error = error with { EffectUnknown = true };
        // Reading changes nothing, whatever became of the answer: what a create reads beforehand leaves it undone.
        if (call.Operation.Effect == Effect.Read)
            error = error with { EffectUnknown = false };
        LogFailed(_logger, IsRefusal(error.Kind) ? LogLevel.Information : LogLevel.Warning, _facility, call.Operation.Name, error.Kind, error.Code);
        return new VendorException(error, exception);
    }

    [LoggerMessage(1, LogLevel.Information, "{Facility}: {Operation} failed with {Kind} ({Code}); attempt {Attempt} follows in {Delay}.")]
    private static partial void LogRetry(
        ILogger logger, string facility, string operation, int attempt, TimeSpan delay, VendorErrorKind kind, string? code);

    [LoggerMessage(2, LogLevel.Warning, "{Facility}: the vendor fails; calls are refused for {Break}.", EventName = AlarmEvents.VendorCircuitOpened)]
    private static partial void LogOpened(ILogger logger, string facility, TimeSpan @break);

    // The vendor's own words go to the caller, not to the log: nobody knows what they quote.
    [LoggerMessage(EventId = 3, Message = "{Facility}: {Operation} failed with {Kind} ({Code}).")]
    private static partial void LogFailed(
        ILogger logger, LogLevel level, string facility, string operation, VendorErrorKind kind, string? code);

    private sealed class CallState(Operation operation, TimeSpan budget, long started)
    {
        public Operation Operation { get; } = operation;

        public TimeSpan Budget { get; } = budget;

        public bool EffectUnknown { get; set; }

        public TimeSpan Left(TimeProvider time) => Budget - time.GetElapsedTime(started);

        // What an attempt with unknown effect removed is not found by the next one.
        public bool IsGone(VendorError error) => Operation.Removes && EffectUnknown && error.Kind == VendorErrorKind.NotFound;
    }

    private sealed class LimiterStrategyOptions : ResilienceStrategyOptions
    {
        public LimiterStrategyOptions() => Name = "Limiter";
    }
}
