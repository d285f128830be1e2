using System.Net;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Events;

public sealed class EventTests : IAsyncLifetime
{
    private Hub _hub = null!;
    private long _sequence;

    public async Task InitializeAsync() => _hub = await Hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_cursor_goes_on_where_it_ended_also_when_there_was_no_more()
    {
        using var client = await _hub.CallerAsync([Scopes.EventsRead]);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add(await AddAsync("visit.created", "north"));

        var first = await client.GetJsonAsync("events?type=visit.*&limit=3");
        first.GetProperty("value").EnumerateArray().Select(item => item.Text("id")).ShouldBe(ids.Take(3));
        var second = await client.GetJsonAsync(first.Text("nextLink"));
        second.GetProperty("value").EnumerateArray().Select(item => item.Text("id")).ShouldBe(ids.Skip(3));
        second.GetProperty("nextLink").ValueKind.ShouldBe(JsonValueKind.Null);

        var later = await AddAsync("visit.arrived", "north");
        var third = await client.GetJsonAsync($"events?type=visit.*&cursor={second.Text("cursor")}");
        third.GetProperty("value").EnumerateArray().Select(item => item.Text("id")).ShouldBe([later]);
        var shown = third.GetProperty("value")[0];
        shown.Text("type").ShouldBe("visit.arrived");
        shown.Text("facility").ShouldBe("north");
        shown.GetProperty("data").GetProperty("id").GetString().ShouldBe("1");
    }

    [Fact]
    public async Task A_caller_sees_the_events_of_its_facilities()
    {
        using var client = await _hub.CallerAsync([Scopes.EventsRead], ["north"]);
        var seen = await AddAsync("visit.created", "north");
        await AddAsync("visit.created", "south");
        await AddAsync("grant.active", null, "north", "south");
        var whole = await AddAsync("grant.active", null, "north");

        (await client.GetJsonAsync("events")).GetProperty("value").EnumerateArray().Select(item => item.Text("id")).ShouldBe([seen, whole]);
        (await client.GetJsonAsync("events?facility=south")).GetProperty("value").GetArrayLength().ShouldBe(0);
        (await _hub.Admin.GetJsonAsync("events")).GetProperty("value").GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task A_type_that_there_is_not_is_refused()
    {
        using var answer = await _hub.Admin.GetAsync("events?type=visit.arrived,visits.*");

        (await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["type"]);
    }

    private async Task<string> AddAsync(string type, string? facility, params string[] facilities)
    {
        var hubEvent = EventDraft.Of(type, facility, "facilities/north/visits/1", ++_sequence, _hub.Clock.GetUtcNow(), JsonElement.Parse("""{"id":"1"}"""));
        if (facilities.Length > 0)
            hubEvent = hubEvent.At(facilities);
        await _hub.Services.GetRequiredService<EventStore>().AddAsync(EventPosition.Of(hubEvent, hubEvent.Time), hubEvent, CancellationToken.None);
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        return hubEvent.Id;
    }
}
