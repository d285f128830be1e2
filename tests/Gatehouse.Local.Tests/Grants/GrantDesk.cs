using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Local.Demo;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Grants;

/// <summary>Writes grants over the simulated vendors of the demo, follows them, and looks at what the vendors hold.</summary>
internal sealed class GrantDesk(HubFixture hub)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(30);
    private TimeSpan _skipped;

    public DemoVendors Vendors => hub.Host.Demo.ShouldNotBeNull();

    public DateTimeOffset Now => hub.Clock.GetUtcNow();

    public static object HeadQuarters => new { facility = "demo-hq" };

    public static object West => new { facility = "demo-west" };

    public static object Prague => new { facility = "demo-prague", host = new { id = "10002" } };

    public object CoWork(params int[] doors) =>
        new { facility = "demo-cowork", accessPoints = (doors.Length == 0 ? [0] : doors).Select(door => new { id = Door(door) }) };

    public object Homes => new { facility = "demo-homes", host = new { id = Vendors.HappyHabitat.Data.Residents.List()[0].Id } };

    public object Harbor => new { facility = "demo-harbor", accessPoints = new[] { new { id = Reader(0) } }, allowCoarse = true };

    public string Door(int index) => Vendors.Spintly.Organisations[0].AccessPoints.List()[index].Id.ToString(CultureInfo.InvariantCulture);

    public string Reader(int index) => Vendors.VizPin.Data.Readers.List()[index].Id;

    /// <summary>A grant for the next hours.</summary>
    public JsonObject Draft(string last, params object[] targets) => Draft(last, Now, targets);

    /// <summary>A grant for the hours after a time.</summary>
    public static JsonObject Draft(string last, DateTimeOffset now, params object[] targets) => new()
    {
        ["subject"] = new JsonObject
        {
            ["firstName"] = "Åsa",
            ["lastName"] = last,
            ["company"] = "Solvik",
            ["email"] = $"{last}@visitor.example",
            ["mobile"] = "+1555" + (1_000_000 + (uint)last.GetHashCode(StringComparison.Ordinal) % 9_000_000).ToString(CultureInfo.InvariantCulture),
        },
        ["window"] = Window(now.AddMinutes(5), now.AddHours(3)),
        ["purpose"] = "Repair",
        ["targets"] = JsonSerializer.SerializeToNode(targets),
    };

    public static JsonObject Window(DateTimeOffset from, DateTimeOffset to) =>
        new() { ["from"] = from.ToString("O", CultureInfo.InvariantCulture), ["to"] = to.ToString("O", CultureInfo.InvariantCulture) };

    /// <summary>Creates a grant and follows it to its end.</summary>
    public async Task<JsonElement> CreateAsync(JsonObject draft) => await SettledAsync(await hub.Admin.PostAsync("grants", draft));

    /// <summary>Follows the address of an answer, without a key, until it is settled.</summary>
    /// <param name="answer">What was answered first.</param>
    /// <param name="skip">How far the clock moves between two looks.</param>
    public async Task<JsonElement> SettledAsync(Answer answer, TimeSpan skip = default)
    {
        using var anybody = hub.Caller(null);
        using var limit = new CancellationTokenSource(Patience);
        while (answer.Status == HttpStatusCode.Accepted)
        {
            answer.RetryAfter.ShouldNotBeNull();
            await SkipAsync(skip);
            await Task.Delay(20, limit.Token);
            answer = await anybody.GetAsync(answer.Headers["Location"]);
        }

        return answer.Is(HttpStatusCode.OK);
    }

    /// <summary>Looks at a grant until it is as it shall be.</summary>
    public async Task<JsonElement> UntilAsync(string id, Predicate<JsonElement> isThere, TimeSpan skip = default)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var grant = (await hub.Admin.GetAsync($"grants/{id}")).Is(HttpStatusCode.OK);
            if (isThere(grant))
                return grant;
            await SkipAsync(skip);
            (limit.IsCancellationRequested ? grant.ToString() : "").ShouldBeEmpty();
            await Task.Delay(20, CancellationToken.None);
        }
    }

    // A storage account delays by its own clock: what is late by the hub's is found by the sweep.
    private async Task SkipAsync(TimeSpan skip)
    {
        hub.Clock.Skip(skip);
        _skipped += skip;
        if (_skipped < BetweenSweeps)
            return;

        _skipped = TimeSpan.Zero;
        await hub.Host.Services.GetRequiredService<SweepWork>().RunAsync(CancellationToken.None);
    }

    public static IReadOnlyList<string> States(JsonElement grant) => [.. Targets(grant).Select(target => target.Text("state")!)];

    public static IReadOnlyList<JsonElement> Targets(JsonElement grant) => [.. grant.GetProperty("targets").EnumerateArray()];

    /// <inheritdoc cref="VendorHoldings.Held" />
    public (int CavVisit, int Aktion, int Homes, int VizPin) Held(string last) => Holdings.Held(last);

    public IReadOnlyList<Visit> AktionVisits(string last) => Holdings.AktionVisits(last);

    /// <inheritdoc cref="VendorHoldings.Openings" />
    public IReadOnlyList<DateOnly> Openings(string last) => Holdings.Openings(last);

    /// <inheritdoc cref="VendorHoldings.Meets" />
    public bool Meets(JsonElement target) => Holdings.Meets(target);

    private VendorHoldings Holdings => new(Vendors);
}
