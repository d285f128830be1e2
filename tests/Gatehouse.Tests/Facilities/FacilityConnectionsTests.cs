using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Resilience;
using Gatehouse.Tests.Subscriptions;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Facilities;

public sealed class FacilityConnectionsTests : IAsyncLifetime
{
    private static readonly Operation<string, string> Read = new("things.get", Effect.Read, "s", "Read");
    private static readonly Facility North = new()
    {
        Id = "north",
        Name = "North",
        System = "cavvisit",
        TimeZone = "UTC",
        Resilience = new ResilienceOptions { Retries = 0, BreakSeconds = 10 },
    };

    private SubscriptionHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await SubscriptionHub.StartAsync();
        await _hub.Get<FacilityStore>().SaveAsync(North, null, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_vendor_that_stops_answering_and_answers_again_is_told_once_each()
    {
        var pipelines = NewProcess();
        await CallAsync(pipelines, fails: false);
        for (var i = 0; i < 15; i++)
            await CallAsync(pipelines, fails: true);
        await CallAsync(pipelines, fails: false);
        (await ToldAsync()).ShouldBe([EventTypes.FacilityDisconnected]);

        _hub.Clock.Advance(TimeSpan.FromSeconds(11));
        await CallAsync(pipelines, fails: false);
        await CallAsync(pipelines, fails: false);

        (await ToldAsync()).ShouldBe([EventTypes.FacilityDisconnected, EventTypes.FacilityConnected]);
    }

    [Fact]
    public async Task A_process_that_never_saw_the_vendor_fail_tells_that_it_answers_again()
    {
        var former = NewProcess();
        for (var i = 0; i < 15; i++)
            await CallAsync(former, fails: true);

        await CallAsync(NewProcess(), fails: false);

        (await ToldAsync()).ShouldBe([EventTypes.FacilityDisconnected, EventTypes.FacilityConnected]);
    }

    private FacilityPipelines NewProcess() => new(_hub.Clock, NullLogger<FacilityPipelines>.Instance, _hub.Get<FacilityConnections>());

    private async Task<IReadOnlyList<string>> ToldAsync() => [.. (await _hub.LoggedAsync()).Select(hubEvent => hubEvent.Type)];

    private static async Task CallAsync(FacilityPipelines pipelines, bool fails)
    {
        try
        {
            await pipelines.For(North).CallAsync(
                Read,
                CallUrgency.Interactive,
                _ => fails ? throw new VendorException(new VendorError(VendorErrorKind.Unavailable, "Away.", "away")) : Task.FromResult("ok"),
                CancellationToken.None);
        }
        catch (VendorException exception) when (fails || exception.Error.Code == "circuit_open")
        {
            // As the test wants it.
        }
    }
}
