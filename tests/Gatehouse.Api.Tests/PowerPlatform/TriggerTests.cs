using System.Net;
using System.Text.Json;
using Gatehouse.Api.Tests.Visits;
using Gatehouse.Events;
using Gatehouse.Operations;

namespace Gatehouse.Api.Tests.PowerPlatform;

public sealed class TriggerTests
{
    private const string Flow = """{"url":"https://flow.example/start?sig=secret","facility":"hq"}""";

    [Theory]
    [InlineData("visitor-arrives", EventTypes.VisitArrived)]
    [InlineData("visit-created-or-changed", EventTypes.VisitCreated, EventTypes.VisitChanged, EventTypes.VisitCancelled)]
    [InlineData("visitor-leaves", EventTypes.VisitDeparted)]
    [InlineData("access-granted", EventTypes.GrantTargetActive)]
    [InlineData("access-fails", EventTypes.GrantTargetFailed)]
    [InlineData("door-used", EventTypes.AccessEvent)]
    public async Task A_flow_subscribes_and_unsubscribes_without_the_key(string trigger, params string[] types)
    {
        await using var hub = await Hub.StartAsync();
        await hub.AddFacilityAsync("hq");
        using var subscribed = await hub.Admin.SendJsonAsync(HttpMethod.Post, "power-platform/triggers/" + trigger, Flow);
        subscribed.StatusCode.ShouldBe(HttpStatusCode.Created, await subscribed.Content.ReadAsStringAsync());
        var location = subscribed.Headers.Location.ShouldNotBeNull();
        location.IsAbsoluteUri.ShouldBeTrue();
        location.Query.ShouldStartWith("?t=");

        var subscription = (await hub.Admin.GetJsonAsync("subscriptions")).GetProperty("value").EnumerateArray().ShouldHaveSingleItem();
        subscription.GetProperty("types").EnumerateArray().Select(type => type.GetString()).ShouldBe(types);
        subscription.GetProperty("facilities").EnumerateArray().Select(facility => facility.GetString()).ShouldBe(["hq"]);
        (await subscribed.JsonAsync()).TryGetProperty("secret", out _).ShouldBeFalse("A flow verifies no signatures.");

        using var unsubscribed = await hub.Anonymous.DeleteAsync(location);
        unsubscribed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await hub.Admin.GetJsonAsync("subscriptions")).GetProperty("value").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_address_and_a_facility_of_others_are_named_at_once()
    {
        await using var hub = await Hub.StartAsync();
        using var caller = await hub.CallerAsync([Scopes.SubscriptionsWrite], ["hq"]);
        await hub.AddFacilityAsync("annex");
        using var refused = await caller.SendJsonAsync(HttpMethod.Post, "power-platform/triggers/door-used", """{"url":"nowhere","facility":"annex"}""");
        (await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/url", "/facility"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_flow_that_polls_sees_nothing_of_before_and_everything_after_once()
    {
        await using var installation = await Installation.StartAsync();
        await CreateVisitAsync(installation, "before");
        installation.Hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var first = await installation.Admin.GetJsonAsync("power-platform/events?type=visit.created&state=now");
        first.GetProperty("value").GetArrayLength().ShouldBe(0);

        installation.Hub.Clock.Advance(TimeSpan.FromSeconds(10));
        await CreateVisitAsync(installation, "after");
        installation.Hub.Clock.Advance(EventReader.Young + TimeSpan.FromSeconds(10));
        var second = await installation.Admin.GetJsonAsync("power-platform/events?type=visit.created&state=" + first.Text("state"));
        second.GetProperty("value").EnumerateArray().ShouldHaveSingleItem().GetProperty("data").Text("key").ShouldBe("after");

        var third = await installation.Admin.GetJsonAsync("power-platform/events?type=visit.created&state=" + second.Text("state"));
        third.GetProperty("value").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_state_is_good_for_its_own_conditions_only()
    {
        await using var hub = await Hub.StartAsync();
        var state = (await hub.Admin.GetJsonAsync("power-platform/events?type=visit.created")).Text("state");
        using var refused = await hub.Admin.GetAsync("power-platform/events?type=visit.arrived&state=" + state);
        (await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["state"]);
    }

    [Fact]
    public async Task Types_of_events_have_names_for_people()
    {
        await using var hub = await Hub.StartAsync();
        var types = (await hub.Admin.GetJsonAsync("power-platform/event-types")).GetProperty("value").EnumerateArray().ToList();
        types.Select(type => type.Text("type")).ShouldBe(EventTypes.All);
        types[0].Text("title").ShouldBe("Visit created");
    }

    private static async Task CreateVisitAsync(Installation installation, string key)
    {
        var from = installation.Hub.Clock.GetUtcNow().AddHours(1);
        var body = JsonSerializer.Serialize(new { key, visitor = new { name = "Chris Park" }, window = new { from, to = from.AddHours(1) } });
        using var created = await installation.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/visits", body);
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
    }
}
