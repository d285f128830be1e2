using System.Net;
using System.Text.Json;
using Gatehouse.Alarms;
using Gatehouse.Facilities;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Webhooks;

/// <summary>Webhooks that cannot be worked, and what an operator does with them.</summary>
public sealed class DeadWebhookTests : IAsyncLifetime
{
    private Building _building = null!;

    private Hub Hub => _building.Hub;

    public async Task InitializeAsync() => _building = await Building.StartAsync();

    public async Task DisposeAsync() => await _building.DisposeAsync();

    [Fact]
    public async Task A_passage_without_an_id_is_dead_at_once_and_can_be_replayed_under_its_id()
    {
        var (_, id) = await _building.PostAsync("""{"messageData":{"msgType":"access_event","data":{"eventTimeEpoch":1781881200}}}""");
        await _building.DrainAsync();

        (await _building.WebhookAsync(id)).Text("status").ShouldBe("dead");
        var letter = (await DeadLettersAsync()).ShouldHaveSingleItem();
        (letter.Text("kind"), letter.Text("facility"), letter.Text("reference")).ShouldBe(("webhook-process", "harbour", id));
        letter.Text("reason").ShouldContain("eventId");
        Hub.Log.Names.Count(name => name == AlarmEvents.DeadLettered).ShouldBe(1);
        using var replay = await Hub.Admin.SendJsonAsync(HttpMethod.Post, $"dead-letters/{letter.Text("id")}/replay", "{}");
        replay.StatusCode.ShouldBe(HttpStatusCode.Accepted, await replay.Content.ReadAsStringAsync());
        (await _building.WebhookAsync(id)).Text("status").ShouldBe("received");
        (await DeadLettersAsync()).ShouldBeEmpty();
        await _building.DrainAsync();

        // No better than before, at the same moment by this clock.
        (await DeadLettersAsync()).ShouldHaveSingleItem().Text("reference").ShouldBe(id);
        (await DeadLettersAsync("?replayed=true")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("eventId", 600, "has more than 200 characters")]
    [InlineData("orgUserId", 600, "has more than 200 characters")]
    [InlineData("eventId", -1, "half of a surrogate pair")]
    [InlineData("name", -1, "half of a surrogate pair")]
    public async Task A_passage_that_cannot_be_kept_is_dead_at_once(string member, int length, string reason)
    {
        var value = length < 0 ? "\\ud83d" : new string('7', length);
        var members = new Dictionary<string, string> { ["eventId"] = "1", ["eventTimeEpoch"] = "1781881200", [member] = value };
        var data = string.Join(',', members.Select(pair => $"\"{pair.Key}\":\"{pair.Value}\""));
        var (_, id) = await _building.PostAsync("""{"messageData":{"msgType":"access_event","data":{""" + data + "}}}");

        (await _building.DrainAsync()).ShouldBe(0);

        var webhook = await _building.WebhookAsync(id);
        (webhook.Text("status"), webhook.Text("type")).ShouldBe(("dead", "access_event"));
        webhook.Text("detail").ShouldContain(reason);
        (await DeadLettersAsync()).ShouldHaveSingleItem().Text("reason").ShouldBe(webhook.Text("detail"));
    }

    [Fact]
    public async Task A_webhook_has_one_dead_letter_of_when_it_was_given_up_last_and_its_own_replay_marks_it()
    {
        var (_, id) = await _building.PostAsync("""{"messageData":{"msgType":"access_event","data":{"eventTimeEpoch":1781881200}}}""");
        Hub.Clock.Advance(TimeSpan.FromMinutes(3));
        await _building.DrainAsync();
        (await DeadLettersAsync()).ShouldHaveSingleItem().GetProperty("at").GetDateTimeOffset().ShouldBe(Hub.Clock.GetUtcNow());

        for (var i = 0; i < 2; i++)
        {
            Hub.Clock.Advance(TimeSpan.FromHours(1));
            using var replay = await Hub.Admin.SendJsonAsync(HttpMethod.Post, $"facilities/harbour/webhooks/{id}/replay", "{}");
            replay.StatusCode.ShouldBe(HttpStatusCode.Accepted, await replay.Content.ReadAsStringAsync());
            (await DeadLettersAsync()).ShouldBeEmpty();
            (await DeadLettersAsync("?replayed=true")).ShouldHaveSingleItem().GetProperty("replayedAt").GetDateTimeOffset().ShouldBe(Hub.Clock.GetUtcNow());

            Hub.Clock.Advance(TimeSpan.FromMinutes(1));
            await _building.DrainAsync();
            var letter = (await DeadLettersAsync()).ShouldHaveSingleItem();
            (letter.Text("reference"), letter.GetProperty("at").GetDateTimeOffset()).ShouldBe((id, Hub.Clock.GetUtcNow()));
            (await DeadLettersAsync("?replayed=true")).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_webhook_whose_message_fails_each_of_its_tries_is_dead_and_processed_when_replayed_by_filter()
    {
        var id = await FailAsync("""{"messageData":{"msgType":"access_event","data":{"eventId":1,"eventTimeEpoch":1781881200}}}""");

        (await _building.WebhookAsync(id)).Text("status").ShouldBe("dead");
        (await DeadLettersAsync()).ShouldHaveSingleItem().GetProperty("attempts").GetInt32().ShouldBe(5);
        using var own = await Hub.Admin.SendJsonAsync(HttpMethod.Post, $"facilities/harbour/webhooks/{id}/replay", "{}");
        own.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await DeadLettersAsync()).ShouldBeEmpty();
        Hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await DrainBrokenAsync();
        (await DeadLettersAsync()).ShouldHaveSingleItem();
        (await DeadLettersAsync("?replayed=true")).ShouldBeEmpty();
        using var replay = await Hub.Admin.SendJsonAsync(HttpMethod.Post, "dead-letters/replay", """{"kind":"webhook-process","facility":"harbour"}""");
        (await replay.JsonAsync()).GetProperty("replayed").GetInt32().ShouldBe(1);
        await _building.DrainAsync();
        (await _building.WebhookAsync(id)).Text("status").ShouldBe("processed");
        (await _building.PassagesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_type_that_can_be_read_is_found_in_every_state()
    {
        var (_, broken) = await _building.PostAsync("""{"messageData":{"msgType":"access_event","data":{"eventTimeEpoch":1781881200}}}""");
        (await ListAsync("status=received&type=access_event")).ShouldHaveSingleItem().Text("id").ShouldBe(broken);
        await _building.DrainAsync();
        (await ListAsync("status=dead&type=access_event")).ShouldHaveSingleItem().Text("id").ShouldBe(broken);

        await FailAsync("""{"messageData":{"msgType":"access_event","data":{"eventId":1,"eventTimeEpoch":1781881200}}}""");
        (await ListAsync("status=dead&type=access_event")).Count.ShouldBe(2);
    }

    /// <summary>Posts a webhook whose message fails each of its tries. Returns its id.</summary>
    private async Task<string> FailAsync(string body)
    {
        var (_, id) = await _building.PostAsync(body);
        await DrainBrokenAsync();
        return id;
    }

    /// <summary>Works all queues while nothing can be done for the facility.</summary>
    private async Task DrainBrokenAsync()
    {
        var (facilities, directory) = (Hub.Services.GetRequiredService<FacilityStore>(), Hub.Services.GetRequiredService<FacilityDirectory>());
        var facility = (await facilities.GetAsync("harbour", CancellationToken.None))!;
        await facilities.SaveAsync(facility.Value with { TimeZone = "No/Where" }, facility.ETag, CancellationToken.None);
        directory.Forget("harbour");

        (await _building.DrainAsync()).ShouldBe(5);
        var broken = (await facilities.GetAsync("harbour", CancellationToken.None))!;
        await facilities.SaveAsync(facility.Value, broken.ETag, CancellationToken.None);
        directory.Forget("harbour");
    }

    private async Task<IReadOnlyList<JsonElement>> DeadLettersAsync(string query = "") =>
        [.. (await Hub.Admin.GetJsonAsync("dead-letters" + query)).GetProperty("value").EnumerateArray()];

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query) =>
        [.. (await Hub.Admin.GetJsonAsync($"facilities/harbour/webhooks?{query}")).GetProperty("value").EnumerateArray()];
}
