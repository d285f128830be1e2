using Gatehouse.Creates;
using Gatehouse.Errors;
using Gatehouse.Testing;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Creates;

public sealed class CreateRunnerTests : IAsyncLifetime
{
    private readonly TemporaryStores _stores = new();
    private readonly List<string> _made = [];
    private CreateRunner _runner = null!;
    private Func<Task<string>> _vendor = null!;
    private bool _searchable = true;
    private bool _visible = true;
    private bool _ambiguous;
    private int _calls;
    private int _searches;

    public Task InitializeAsync()
    {
        _runner = new CreateRunner(_stores.State, _stores.Clock, NullLogger<CreateRunner>.Instance);
        _vendor = Make;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task A_create_calls_once_and_a_repetition_loads_what_was_made()
    {
        (await RunAsync("o1")).ShouldBe("made-1");
        (await RunAsync("o1")).ShouldBe("loaded made-1");

        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_leaves_nothing_so_that_a_repetition_calls_again()
    {
        _vendor = () => throw new VendorException(VendorErrorKind.Invalid, "no");
        await Should.ThrowAsync<VendorException>(RunAsync("o1"));
        _vendor = Make;

        (await RunAsync("o1")).ShouldBe("made-1");

        _calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_lost_answer_is_found_at_once()
    {
        _vendor = MakeThenLose;

        (await RunAsync("o1")).ShouldBe("made-1");

        (_calls, _searches).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_shows_up_late_is_found_and_not_made_again()
    {
        _vendor = MakeThenLose;
        _visible = false;
        var unknown = await Should.ThrowAsync<HubException>(RunAsync("o1"));
        unknown.Kind.ShouldBe(HubErrorKind.OutcomeUnknown);
        unknown.RetryAfter.ShouldBe(CreateRunner.SettleTime);

        _stores.Clock.Advance(TimeSpan.FromSeconds(60));
        (await Should.ThrowAsync<HubException>(RunAsync("o1"))).Kind.ShouldBe(HubErrorKind.OutcomeUnknown);

        _visible = true;
        (await RunAsync("o1")).ShouldBe("made-1");
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task What_never_shows_up_is_made_again_after_the_settle_time_and_not_before()
    {
        _vendor = () => throw new VendorException(new VendorError(VendorErrorKind.Timeout, "no answer", EffectUnknown: true));
        await Should.ThrowAsync<HubException>(RunAsync("o1"));
        _vendor = Make;
        _stores.Clock.Advance(CreateRunner.SettleTime - TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<HubException>(RunAsync("o1"));
        _calls.ShouldBe(1);

        _stores.Clock.Advance(TimeSpan.FromSeconds(1));
        (await RunAsync("o1")).ShouldBe("made-1");

        _calls.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_way_to_look_an_unknown_outcome_is_never_repeated()
    {
        _searchable = false;
        _vendor = MakeThenLose;
        (await Should.ThrowAsync<HubException>(RunAsync("o1"))).Code.ShouldBe("outcome_never_known");
        _stores.Clock.Advance(TimeSpan.FromHours(1));

        (await Should.ThrowAsync<HubException>(RunAsync("o1"))).Code.ShouldBe("outcome_never_known");

        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task Only_what_can_no_longer_show_up_is_given_up()
    {
        (await _runner.GiveUpAsync("never sent", default)).ShouldBeTrue();
        await RunAsync("done");
        (await _runner.GiveUpAsync("done", default)).ShouldBeFalse();

        _vendor = MakeThenLose;
        _visible = false;
        await Should.ThrowAsync<HubException>(RunAsync("lost"));
        (await _runner.GiveUpAsync("lost", default)).ShouldBeFalse();

        _stores.Clock.Advance(CreateRunner.SettleTime);
        (await _runner.GiveUpAsync("lost", default)).ShouldBeTrue();
        (await _runner.IsRecordedAsync("lost", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Several_that_look_like_it_are_an_outcome_that_is_never_known()
    {
        _vendor = () => throw new VendorException(new VendorError(VendorErrorKind.Timeout, "no answer", EffectUnknown: true));
        _visible = false;
        await Should.ThrowAsync<HubException>(RunAsync("o1"));
        _ambiguous = true;

        var failure = await Should.ThrowAsync<HubException>(RunAsync("o1"));

        (failure.Kind, failure.Code, failure.RetryAfter).ShouldBe((HubErrorKind.Conflict, "outcome_never_known", null));
    }

    [Fact]
    public async Task Of_many_tries_at_once_one_calls()
    {
        var release = new TaskCompletionSource();
        _vendor = async () =>
        {
            await release.Task;
            return await Make();
        };
        var tries = Enumerable.Range(0, 20).Select(_ => Outcome(RunAsync("o1"))).ToList();
        await Wait.UntilAsync(() => tries.Count(attempt => attempt.IsCompleted) >= 19);
        release.SetResult();

        var outcomes = await Task.WhenAll(tries);

        outcomes.Count(outcome => outcome == "made-1").ShouldBe(1);
        outcomes.Count(outcome => outcome == "InFlight").ShouldBe(19);
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_crash_in_the_call_the_lease_lapses_and_what_was_made_is_found()
    {
        var crash = new TaskCompletionSource<string>();
        _vendor = () =>
        {
            _made.Add("made-1");
            return crash.Task;
        };
        var lost = RunAsync("o1");
        await Wait.UntilAsync(() => _made.Count > 0);
        (await Outcome(RunAsync("o1"))).ShouldBe("InFlight");

        _stores.Clock.Advance(TimeSpan.FromMinutes(2));
        (await RunAsync("o1")).ShouldBe("made-1");

        _calls.ShouldBe(1);
        lost.IsCompleted.ShouldBeFalse();
        crash.SetCanceled();
    }

    [Fact]
    public async Task After_a_crash_before_the_effect_the_call_is_repeated_once_it_has_settled()
    {
        var crash = new TaskCompletionSource<string>();
        _vendor = () => crash.Task;
        var lost = RunAsync("o1");
        await Wait.UntilAsync(() => _calls > 0);
        _vendor = Make;
        _stores.Clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));
        (await Should.ThrowAsync<HubException>(RunAsync("o1"))).Kind.ShouldBe(HubErrorKind.OutcomeUnknown);

        _stores.Clock.Advance(CreateRunner.SettleTime);
        (await RunAsync("o1")).ShouldBe("made-1");

        lost.IsCompleted.ShouldBeFalse();
        crash.SetCanceled();
    }

    private static async Task<string> Outcome(Task<string> attempt)
    {
        try
        {
            return await attempt;
        }
        catch (HubException exception)
        {
            return exception.Kind.ToString();
        }
    }

    private Task<string> RunAsync(string id) => _runner.RunAsync(
        new CreateRun<string>
        {
            Id = id,
            Operation = "things.create",
            Facility = "f1",
            Lease = TimeSpan.FromMinutes(1),
            Call = () =>
            {
                _calls++;
                return _vendor();
            },
            Search = _searchable ? Search : null,
            IdOf = thing => thing,
            Load = made => Task.FromResult($"loaded {made}"),
        },
        CancellationToken.None);

    private Task<string> Make()
    {
        _made.Add(FormattableString.Invariant($"made-{_made.Count + 1}"));
        return Task.FromResult(_made[^1]);
    }

    private async Task<string> MakeThenLose()
    {
        await Make();
        throw new VendorException(new VendorError(VendorErrorKind.Unavailable, "lost", EffectUnknown: true));
    }

    private Task<string?> Search(string? baseline)
    {
        _searches++;
        if (_ambiguous)
            throw new VendorException(VendorErrorKind.Conflict, "several");
        return Task.FromResult(_visible ? _made.LastOrDefault() : null);
    }
}
