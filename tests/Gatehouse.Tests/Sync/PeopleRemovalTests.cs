using Gatehouse.Events;
using Gatehouse.Sync;
using Gatehouse.Vendors;

namespace Gatehouse.Tests.Sync;

/// <summary>Whom a walk does not see is gone only if the vendor says so.</summary>
public sealed class PeopleRemovalTests : IAsyncLifetime
{
    private readonly SyncHub _hub = new() { PageSize = 2 };

    public async Task InitializeAsync()
    {
        await _hub.StartAsync();
        for (var number = 0; number < 6; number++)
            _hub.AddPerson($"p{number}", $"Person {number}");
        await _hub.SyncAsync(SyncKind.People);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Who_is_passed_over_because_the_list_shifts_stays()
    {
        _hub.BeforePage = page =>
        {
            // From now on p2 stands on the first page, which has been read.
            if (page == 1)
                _hub.People.Remove("p0");
            return Task.CompletedTask;
        };

        var shifted = await _hub.SyncAsync(SyncKind.People);
        (shifted.Seen, shifted.Removed, _hub.Gets).ShouldBe((6, 0, 1));
        var next = await _hub.SyncAsync(SyncKind.People);

        (next.Seen, next.Created, next.Removed).ShouldBe((5, 0, 1));
        (await _hub.EventsAsync()).Select(hubEvent => $"{hubEvent.Type} {hubEvent.Subject}")
            .ShouldBe([$"{EventTypes.PersonRemoved} facilities/site-1/people/p0"]);
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_asked_for_one_person_is_believed_its_list()
    {
        _hub.CanReadPeople = false;
        _hub.Unlisted.Add("p3");

        (await _hub.SyncAsync(SyncKind.People)).Removed.ShouldBe(1);

        (await _hub.EventTypesAsync()).ShouldBe([EventTypes.PersonRemoved]);
    }

    [Fact]
    public async Task A_dry_run_counts_those_whom_the_vendor_does_not_have()
    {
        _hub.People.Remove("p1");
        _hub.Unlisted.Add("p3");
        var before = await _hub.RowsAsync("People");

        var run = await _hub.SyncAsync(SyncKind.People, dryRun: true);

        (run.Seen, run.Removed, _hub.Gets).ShouldBe((5, 1, 2));
        (await _hub.RowsAsync("People")).ShouldBe(before);
        (await _hub.EventTypesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(VendorErrorKind.Forbidden, SyncOutcome.Succeeded)]
    [InlineData(VendorErrorKind.Invalid, SyncOutcome.Succeeded)]
    [InlineData(VendorErrorKind.Conflict, SyncOutcome.Failed)]
    [InlineData(VendorErrorKind.Misconfigured, SyncOutcome.Failed)]
    public async Task No_other_answer_makes_a_person_gone(VendorErrorKind answer, SyncOutcome outcome)
    {
        _hub.Unlisted.Add("p3");
        _hub.BeforeGet = () => throw new VendorException(answer, "No.");

        var run = await _hub.SyncAsync(SyncKind.People);

        (run.Outcome, run.Removed).ShouldBe((outcome, 0));
        (await _hub.EventTypesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_goes_on_in_another_message_asks_for_each_once(bool dryRun)
    {
        for (var number = 0; number < 40; number++)
            _hub.AddPerson($"q{number:D2}", $"Person {number}");
        await _hub.SyncAsync(SyncKind.People);
        foreach (var id in _hub.People.Keys.Where(id => id[0] == 'q').ToList())
        {
            if (id[^1] == '0')
                _hub.Unlisted.Add(id);
            else
                _hub.People.Remove(id);
        }

        // A message reads the last page once more, and is over after the first few that it asks for.
        var messages = 0;
        _hub.PageSize = 100;
        _hub.BeforePage = _ =>
        {
            messages++;
            _hub.Clock.Advance(SyncFacility.Part);
            return Task.CompletedTask;
        };

        var run = await _hub.SyncAsync(SyncKind.People, dryRun);

        (run.Outcome, run.Seen, run.Removed, _hub.Gets).ShouldBe((SyncOutcome.Succeeded, 10, 36, 40));
        messages.ShouldBeGreaterThan(4);
        (await _hub.EventTypesAsync()).Count(type => type == EventTypes.PersonRemoved).ShouldBe(dryRun ? 0 : 36);
    }
}
