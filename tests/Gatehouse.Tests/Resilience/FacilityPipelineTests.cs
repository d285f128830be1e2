using Gatehouse.Operations;
using Gatehouse.Resilience;
using Gatehouse.Testing;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Resilience;

public sealed class FacilityPipelineTests
{
    private static readonly Operation<string, string> Read = new("things.get", Effect.Read, "s", "Read");
    private static readonly Operation<string, string> Create = new("things.create", Effect.Create, "s", "Create");
    private static readonly Operation<string, string> Delete = new("things.delete", Effect.Idempotent, "s", "Delete") { Removes = true };

    private readonly FakeClock _clock = new();
    private int _calls;

    private FacilityPipeline Pipeline(ResilienceOptions? options = null) =>
        new("f1", options ?? new ResilienceOptions(), _clock, () => 0.5, NullLogger.Instance);

    private static VendorException Fails(VendorErrorKind kind, bool effectUnknown = false, TimeSpan? retryAfter = null) =>
        new(new VendorError(kind, "failed", "code", EffectUnknown: effectUnknown, RetryAfter: retryAfter));

    private async Task<T> RunAsync<T>(Task<T> task)
    {
        for (var i = 0; i < 400 && !task.IsCompleted; i++)
        {
            await Task.Delay(1);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await task;
    }

    [Fact]
    public async Task A_read_is_repeated_after_passing_failures()
    {
        using var pipeline = Pipeline();

        var result = await RunAsync(pipeline.CallAsync(
            Read, CallUrgency.Interactive, _ => ++_calls < 3 ? throw Fails(VendorErrorKind.Unavailable, true) : Task.FromResult("ok"), default));

        result.ShouldBe("ok");
        _calls.ShouldBe(3);
    }

    [Theory]
    [InlineData(VendorErrorKind.NotFound)]
    [InlineData(VendorErrorKind.Invalid)]
    [InlineData(VendorErrorKind.Unauthenticated)]
    [InlineData(VendorErrorKind.Misconfigured)]
    public async Task A_permanent_failure_is_not_repeated(VendorErrorKind kind)
    {
        using var pipeline = Pipeline();

        var failure = await Should.ThrowAsync<VendorException>(
            RunAsync(pipeline.CallAsync<string>(Read, CallUrgency.Interactive, _ => throw Count(Fails(kind)), default)));

        failure.Error.Kind.ShouldBe(kind);
        _calls.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 4)]
    public async Task A_create_is_repeated_only_when_it_certainly_had_no_effect(bool effectUnknown, int calls)
    {
        using var pipeline = Pipeline();

        await Should.ThrowAsync<VendorException>(RunAsync(pipeline.CallAsync<string>(
            Create, CallUrgency.Interactive, _ => throw Count(Fails(VendorErrorKind.Unavailable, effectUnknown)), default)));

        _calls.ShouldBe(calls);
    }

    [Fact]
    public async Task What_an_attempt_with_unknown_effect_deleted_counts_as_deleted()
    {
        using var pipeline = Pipeline();

        await RunAsync(pipeline.CallAsync(
            Delete,
            CallUrgency.Interactive,
            _ => ++_calls == 1 ? throw Fails(VendorErrorKind.Unavailable, true) : Task.FromException<string>(Fails(VendorErrorKind.NotFound)),
            default));

        _calls.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_never_there_is_not_found()
    {
        using var pipeline = Pipeline();

        var failure = await Should.ThrowAsync<VendorException>(
            RunAsync(pipeline.CallAsync<string>(Delete, CallUrgency.Interactive, _ => throw Fails(VendorErrorKind.NotFound), default)));

        failure.Error.Kind.ShouldBe(VendorErrorKind.NotFound);
    }

    [Fact]
    public async Task Back_off_holds_no_slot()
    {
        using var pipeline = Pipeline(new ResilienceOptions(ConcurrentCalls: 1, RetryDelaySeconds: 5));
        var first = pipeline.CallAsync(
            Read, CallUrgency.Interactive, _ => ++_calls == 1 ? throw Fails(VendorErrorKind.Unavailable) : Task.FromResult("first"), default);
        await _clock.WaitForTimerAsync();
        first.IsCompleted.ShouldBeFalse();

        // The only slot is free while the first call waits for its second attempt.
        (await pipeline.CallAsync(Read, CallUrgency.Interactive, _ => Task.FromResult("second"), default)).ShouldBe("second");
        first.IsCompleted.ShouldBeFalse();

        (await RunAsync(first)).ShouldBe("first");
    }

    [Fact]
    public async Task No_more_calls_run_at_once_than_allowed()
    {
        using var pipeline = Pipeline(new ResilienceOptions(ConcurrentCalls: 3));
        var release = new TaskCompletionSource();
        var running = 0;
        var most = 0;
        var calls = Enumerable.Range(0, 20).Select(_ => pipeline.CallAsync(Read, CallUrgency.Interactive, async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await release.Task;
            Interlocked.Decrement(ref running);
            return "ok";
        }, default)).ToList();

        running.ShouldBe(3);
        release.SetResult();
        await Task.WhenAll(calls);
        most.ShouldBe(3);
    }

    [Fact]
    public async Task A_Retry_After_longer_than_the_time_left_ends_the_call_as_rate_limited()
    {
        using var pipeline = Pipeline();

        var failure = await Should.ThrowAsync<VendorException>(RunAsync(pipeline.CallAsync<string>(
            Read, CallUrgency.Interactive, _ => throw Count(Fails(VendorErrorKind.Unavailable, retryAfter: TimeSpan.FromSeconds(99_999))), default)));

        failure.Error.Kind.ShouldBe(VendorErrorKind.RateLimited);
        failure.Error.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_short_Retry_After_is_waited_for()
    {
        using var pipeline = Pipeline();
        var began = _clock.GetUtcNow();

        await RunAsync(pipeline.CallAsync(
            Read,
            CallUrgency.Interactive,
            _ => ++_calls == 1 ? throw Fails(VendorErrorKind.RateLimited, retryAfter: TimeSpan.FromSeconds(7)) : Task.FromResult("ok"),
            default));

        (_clock.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_read_has_no_effect_whatever_became_of_its_answer()
    {
        using var pipeline = Pipeline(new ResilienceOptions(Retries: 0));

        var failure = await Should.ThrowAsync<VendorException>(
            RunAsync(pipeline.CallAsync<string>(Read, CallUrgency.Interactive, _ => throw Fails(VendorErrorKind.Protocol, effectUnknown: true), default)));

        failure.Error.EffectUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task A_vendor_that_never_answers_is_a_timeout_with_unknown_effect()
    {
        using var pipeline = Pipeline(new ResilienceOptions(Retries: 0));

        var failure = await Should.ThrowAsync<VendorException>(RunAsync(pipeline.CallAsync(
            Create,
            CallUrgency.Interactive,
            async token =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return "never";
            },
            default)));

        failure.Error.Kind.ShouldBe(VendorErrorKind.Timeout);
        failure.Error.EffectUnknown.ShouldBeTrue();
    }

    [Fact]
    public async Task A_failing_vendor_is_left_alone_for_a_while()
    {
        using var pipeline = Pipeline(new ResilienceOptions(Retries: 0, BreakSeconds: 15));
        for (var i = 0; i < 10; i++)
            await Should.ThrowAsync<VendorException>(pipeline.CallAsync<string>(Read, CallUrgency.Interactive, _ => throw Count(Fails(VendorErrorKind.Unavailable)), default));

        var refused = await Should.ThrowAsync<VendorException>(
            pipeline.CallAsync<string>(Read, CallUrgency.Interactive, _ => throw Count(Fails(VendorErrorKind.Unavailable)), default));
        refused.Error.Code.ShouldBe("circuit_open");
        refused.Error.RetryAfter.ShouldNotBeNull();
        _calls.ShouldBe(10);

        _clock.Advance(TimeSpan.FromSeconds(16));
        (await pipeline.CallAsync(Read, CallUrgency.Interactive, _ => Task.FromResult("back"), default)).ShouldBe("back");
    }

    [Fact]
    public async Task The_caller_s_own_cancellation_is_no_vendor_failure()
    {
        using var pipeline = Pipeline();
        using var cancellation = new CancellationTokenSource();
        var call = pipeline.CallAsync(
            Read,
            CallUrgency.Interactive,
            async token =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return "never";
            },
            cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
    }

    private VendorException Count(VendorException exception)
    {
        _calls++;
        return exception;
    }
}
