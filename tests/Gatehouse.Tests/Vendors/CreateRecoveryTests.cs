using Gatehouse.Connectors;
using Gatehouse.Creates;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Resilience;
using Gatehouse.Time;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Vendors;

/// <summary>What becomes of a create with unknown outcome at a vendor that can take it back, or find it, or both.</summary>
public sealed class CreateRecoveryTests : IAsyncLifetime
{
    private readonly TemporaryStores _stores = new();
    private readonly List<string> _steps = [];
    private readonly List<string> _live = [];
    private CreateRunner _creates = null!;
    private Func<bool> _undo = null!;
    private bool _loses = true;
    private bool _canSearch;
    private bool _refuses;

    public Task InitializeAsync()
    {
        _creates = new CreateRunner(_stores.State, _stores.Clock, NullLogger<CreateRunner>.Instance);
        _undo = () =>
        {
            _live.Clear();
            return true;
        };
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task What_is_taken_back_is_made_anew_after_the_settle_time_and_not_before()
    {
        (await FailAsync()).Kind.ShouldBe(HubErrorKind.OutcomeUnknown);
        _loses = false;
        _stores.Clock.Advance(CreateRunner.SettleTime - TimeSpan.FromSeconds(1));
        (await FailAsync()).Kind.ShouldBe(HubErrorKind.OutcomeUnknown);
        _steps.ShouldBe(["create", "undo", "undo"]);
        _live.ShouldBeEmpty();

        _stores.Clock.Advance(TimeSpan.FromSeconds(1));
        (await CreateAsync()).Id.ShouldBe("v2");

        _steps.ShouldBe(["create", "undo", "undo", "undo", "create"]);
        _live.ShouldHaveSingleItem();
        (await CreateAsync()).Id.ShouldBe("loaded v2");
    }

    [Fact]
    public async Task What_shows_up_after_it_was_taken_back_is_taken_back_again_before_it_is_made_anew()
    {
        await FailAsync();
        _live.Add("late");
        _loses = false;
        _stores.Clock.Advance(CreateRunner.SettleTime);

        var made = await CreateAsync();

        _live.ShouldBe([made.Id]);
    }

    [Fact]
    public async Task What_the_vendor_does_not_confirm_to_be_gone_is_never_made_anew()
    {
        _undo = () => false;
        (await FailAsync()).Kind.ShouldBe(HubErrorKind.OutcomeUnknown);
        _loses = false;
        _stores.Clock.Advance(TimeSpan.FromHours(1));

        var failure = await FailAsync();

        (failure.Kind, failure.Code).ShouldBe((HubErrorKind.OutcomeUnknown, "outcome_unknown"));
        _steps.ShouldBe(["create", "undo", "undo"]);
        _live.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_asked_to_take_it_back_is_asked_again()
    {
        _undo = () => throw new VendorException(VendorErrorKind.Unavailable, "away");
        await FailAsync();
        _loses = false;
        _stores.Clock.Advance(CreateRunner.SettleTime);
        (await FailAsync()).Kind.ShouldBe(HubErrorKind.OutcomeUnknown);
        _undo = () =>
        {
            _live.Clear();
            return true;
        };

        await CreateAsync();

        _steps.ShouldBe(["create", "undo", "undo", "undo", "create"]);
        _live.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_nobody_can_take_back_is_an_outcome_that_is_never_known()
    {
        _undo = () => throw new VendorException(VendorErrorKind.Conflict, "Cannot be taken back.");
        await FailAsync();

        (await FailAsync()).Code.ShouldBe("outcome_never_known");

        _steps.ShouldBe(["create", "undo", "undo"]);
    }

    [Fact]
    public async Task What_a_create_names_and_the_vendor_does_not_have_is_wrong_input()
    {
        _refuses = true;

        (await Should.ThrowAsync<VendorException>(CreateAsync)).Error.Kind.ShouldBe(VendorErrorKind.Invalid);

        _refuses = false;
        _loses = false;
        (await CreateAsync()).Id.ShouldBe("v2");
    }

    [Fact]
    public async Task What_can_be_found_is_taken_over_and_not_taken_back()
    {
        _canSearch = true;

        (await CreateAsync()).Id.ShouldBe("v1");

        _steps.ShouldBe(["create", "search"]);
        _live.ShouldBe(["v1"]);
    }

    private async Task<HubException> FailAsync() => await Should.ThrowAsync<HubException>(CreateAsync);

    private Task<Visit> CreateAsync()
    {
        var handler = new Handler<VisitCreate, Visit>(VisitOperations.Create, (_, _, _) =>
        {
            _steps.Add("create");
            if (_refuses)
                throw new VendorException(VendorErrorKind.NotFound, "No such account.");
            _live.Add(FormattableString.Invariant($"v{_steps.Count(step => step == "create")}"));
            return _loses
                ? throw new VendorException(new VendorError(VendorErrorKind.Timeout, "no answer", EffectUnknown: true))
                : Task.FromResult(VisitOf(_live[^1]));
        })
        {
            Search = !_canSearch ? null : (_, _, _, _) =>
            {
                _steps.Add("search");
                return Task.FromResult(_live.Count > 0 ? VisitOf(_live[^1]) : null);
            },
            Undo = (_, _, _) =>
            {
                _steps.Add("undo");
                return Task.FromResult(_undo());
            },
        };
        var registry = new ConnectorRegistry([new Connector("test", "Test", [handler]) { Bind = _ => new object() }]);
        var calls = new VendorCalls(registry, new FacilityPipelines(_stores.Clock, NullLogger<FacilityPipelines>.Instance), _creates);
        var facility = new Facility
        {
            Id = "f1",
            Name = "F",
            System = "test",
            TimeZone = "UTC",
            Resilience = new ResilienceOptions(Retries: 0),
        };
        var context = new FacilityContext(facility, new object(), FacilityZone.Find("UTC"), _stores.Secrets);
        return calls.CreateAsync(
            context, VisitOperations.Create, "o1", new VisitCreate(new VisitDraft(), "o1"), visit => visit.Id,
            id => Task.FromResult(VisitOf($"loaded {id}")), CancellationToken.None);
    }

    private static Visit VisitOf(string id) => new() { Id = id, Facility = "f1", Status = VisitStatus.Expected, Visitor = new Visitor { Name = id } };
}
