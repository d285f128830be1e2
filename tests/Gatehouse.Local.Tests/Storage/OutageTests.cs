using System.Net;
using Gatehouse.DeadLetters;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Storage;

/// <summary>A storage account that goes away under a hub at work, and comes back.</summary>
public sealed class OutageTests(GatedHub hub) : IClassFixture<GatedHub>
{
    [Fact]
    public async Task An_outage_is_answered_as_one_and_nothing_acknowledged_is_lost_or_done_twice()
    {
        const string Message = "no JSON, so that it ends as a dead letter";
        await using var site = await hub.InstallAsync();
        var before = (await hub.Admin.PostAsync(site.Visits, Installation.Draft("Before Outage"))).Is(HttpStatusCode.Created).Id();
        await hub.Host.Services.GetRequiredService<IWorkQueue>().EnqueueAsync(WorkQueues.FacilitySync, Message, TimeSpan.FromSeconds(1), CancellationToken.None);

        hub.TakeStorageAway();
        var refused = (await hub.Admin.PostAsync(site.Visits, Installation.Draft("During Outage"), "once")).IsProblem(HttpStatusCode.ServiceUnavailable, "store_unavailable");
        refused.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        site.VisitsOf("During Outage").ShouldBeEmpty();
        await LoggedAsync("is not worked until it answers");
        (await LetterAsync()).ShouldBeNull();
        hub.GiveStorageBack();

        await LoggedAsync($"The queue {WorkQueues.FacilitySync} answers again");
        (await Wait.ForAsync(LetterAsync)).Message.ShouldBe(Message);
        (await hub.Admin.PostAsync(site.Visits, Installation.Draft("During Outage"), "once")).Is(HttpStatusCode.Created);
        site.VisitsOf("During Outage").ShouldHaveSingleItem();
        (await hub.Admin.GetAsync($"{site.Visits}/{before}")).Is(HttpStatusCode.OK);
        site.VisitsOf("Before Outage").ShouldHaveSingleItem();
    }

    private Task LoggedAsync(string text) => Wait.UntilAsync(() => hub.Log.All.Any(line => line.Contains(text, StringComparison.Ordinal)));

    private async Task<DeadLetter?> LetterAsync()
    {
        try
        {
            await foreach (var letter in hub.Host.Services.GetRequiredService<DeadLetterStore>().ListAsync(WorkQueues.FacilitySync, CancellationToken.None))
                return letter.Value;
        }
        catch (StateStoreException exception) when (exception.IsTransient)
        {
            // Away still.
        }

        return null;
    }
}
