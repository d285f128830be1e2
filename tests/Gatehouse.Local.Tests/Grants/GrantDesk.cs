using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Local.Demo;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.AktionNext;

namespace Gatehouse.Local.Tests.Grants;

/// <summary>Writes grants over the simulated vendors of the demo, follows them, and looks at what the vendors hold.</summary>
internal sealed class GrantDesk(HubFixture hub)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
    public JsonObject Draft(string last, params object[] targets) => new()
    {
        ["subject"] = new JsonObject
        {
            ["firstName"] = "Åsa",
            ["lastName"] = last,
            ["company"] = "Solvik",
            ["email"] = $"{last}@visitor.example",
            ["mobile"] = "+1555" + (1_000_000 + (uint)last.GetHashCode(StringComparison.Ordinal) % 9_000_000).ToString(CultureInfo.InvariantCulture),
        },
        ["window"] = Window(Now.AddMinutes(5), Now.AddHours(3)),
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
            hub.Clock.Skip(skip);
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
            hub.Clock.Skip(skip);
            (limit.IsCancellationRequested ? grant.ToString() : "").ShouldBeEmpty();
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public static IReadOnlyList<string> States(JsonElement grant) => [.. Targets(grant).Select(target => target.Text("state")!)];

    public static IReadOnlyList<JsonElement> Targets(JsonElement grant) => [.. grant.GetProperty("targets").EnumerateArray()];

    /// <summary>How many things each vendor holds that let a subject in: CavVisit, Aktion NEXT, Happy Habitat, VIZpin.</summary>
    public (int CavVisit, int Aktion, int Homes, int VizPin) Held(string last) => (
        Vendors.CavVisit.Customer(1).Visits.List(visit => visit.VisitorName == $"Åsa {last}").Count,
        AktionVisits(last).Count(visit => visit.State is not (VisitStates.Left or VisitStates.Rejected)),
        Vendors.HappyHabitat.Data.ActiveVisits.Count(visit => visit.VisitorName == $"Åsa {last}"),
        Openings(last).Count);

    public IReadOnlyList<Visit> AktionVisits(string last) =>
        Vendors.AktionNext.Data.Visits.List(visit => visit.Visitor.ToString().Contains($"\"{last}\"", StringComparison.Ordinal));

    /// <summary>The days from today on at which a subject opens something at VIZpin.</summary>
    public IReadOnlyList<DateOnly> Openings(string last)
    {
        var data = Vendors.VizPin.Data;
        var today = data.TodayAt(data.Locations.List()[0].Id);
        return data.Users.List(user => user.Text("last_name") == last).SingleOrDefault() is { } user
            ? [.. Enumerable.Range(0, 60).Select(today.AddDays).Where(day => data.OpeningsOn(day).Any(opening => opening.User == user.Id))]
            : [];
    }

    /// <summary>Whether the meeting of a target is there.</summary>
    public bool Meets(JsonElement target) =>
        target.Text("vendorId") is { } id && Vendors.Spintly.Organisations[0].Meetings.Find(int.Parse(id, CultureInfo.InvariantCulture)) is not null;
}
