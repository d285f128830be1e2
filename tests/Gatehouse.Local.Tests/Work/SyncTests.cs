using System.Net;
using Gatehouse.DeadLetters;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Sync;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Work;

/// <summary>From a timer over the queue and its pump to the vendor and the report.</summary>
public abstract class SyncTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Fact]
    public async Task Every_facility_is_synchronized_and_one_that_refuses_keeps_nobody_from_it()
    {
        await using var good = await hub.InstallAsync();
        await using var bad = await hub.InstallAsync();
        await bad.SetSecretAsync("not the vendor's key");

        (await hub.Host.Services.GetRequiredService<TimerRunner>().RunAsync(hub.Host.Services.GetRequiredService<SyncUsers>(), CancellationToken.None)).ShouldBeTrue();

        var run = await RunAsync(good.Id);
        run.Outcome.ShouldBe(SyncOutcome.Succeeded);
        run.Seen.ShouldBe(good.Customer.Hosts.List().Count);
        run.Detail.ShouldNotBeNullOrEmpty();
        (await RunAsync(bad.Id)).Outcome.ShouldBe(SyncOutcome.Failed);
        await EmptyAsync(WorkQueues.FacilitySync);
        (await LettersAsync()).ShouldNotContain(letter => letter.Message.Contains(bad.Id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("this is not JSON")]
    [InlineData("""{"facility":"","run":"1"}""")]
    public async Task A_message_that_cannot_be_worked_becomes_a_dead_letter_after_five_tries(string body)
    {
        var failed = Failures();

        await hub.Host.Services.GetRequiredService<IWorkQueue>().EnqueueAsync(WorkQueues.FacilitySync, body, TimeSpan.Zero, CancellationToken.None);

        var letter = await Wait.ForAsync(async () => (await LettersAsync()).SingleOrDefault(letter => letter.Message == body));
        (letter.Queue, letter.Attempts).ShouldBe((WorkQueues.FacilitySync, 5));
        letter.Reason.ShouldStartWith("The message ");
        (Failures() - failed).ShouldBe(5);
        await EmptyAsync(WorkQueues.FacilitySync);
        await EmptyAsync(WorkQueues.FacilitySyncPoison);
        hub.Log.All.ShouldContain(line => line.Contains("failed each of its 5 tries", StringComparison.Ordinal));
        (await hub.Admin.GetAsync("health/ready")).Is(HttpStatusCode.OK);
    }

    private int Failures() => hub.Log.All.Count(line => line.Contains("SyncFacility failed on message", StringComparison.Ordinal));

    private Task<SyncRun> RunAsync(string facility) => Wait.ForAsync(async () =>
    {
        var runs = new List<SyncRun>();
        await foreach (var run in hub.Host.Services.GetRequiredService<SyncRunStore>().ListAsync(facility, CancellationToken.None))
            runs.Add(run.Value);
        return runs.SingleOrDefault(run => run.Outcome != SyncOutcome.Running);
    });

    private async Task<List<DeadLetter>> LettersAsync()
    {
        var letters = new List<DeadLetter>();
        await foreach (var letter in hub.Host.Services.GetRequiredService<DeadLetterStore>().ListAsync(WorkQueues.FacilitySync, CancellationToken.None))
            letters.Add(letter.Value);
        return letters;
    }

    private Task EmptyAsync(string queue) => Wait.UntilAsync(async () =>
        await hub.Host.Services.GetRequiredService<IWorkQueue>().ApproximateLengthAsync(queue, CancellationToken.None) == 0);
}
