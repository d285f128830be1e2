using System.Net;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Secrets;
using Gatehouse.Simulators.Spintly;
using Gatehouse.State;
using Gatehouse.Webhooks;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Webhooks;

/// <summary>What becomes of webhooks once they are in.</summary>
public sealed class ProcessingTests : IAsyncLifetime
{
    private Building _building = null!;

    private Hub Hub => _building.Hub;

    public async Task InitializeAsync() => _building = await Building.StartAsync();

    public async Task DisposeAsync() => await _building.DisposeAsync();

    [Theory]
    [InlineData(WebhookVariant.Current)]
    [InlineData(WebhookVariant.Older)]
    public async Task A_passage_is_kept_and_told_of_once_in_both_variants(WebhookVariant variant)
    {
        var swipe = new AccessSwipe("4711", _building.DoorId) { Variant = variant, EventId = 90210, Direction = "exit", AccessType = "card" };

        (await _building.SwipeAsync(swipe)).ShouldBe(202);
        (await _building.SwipeAsync(swipe)).ShouldBe(200);
        await _building.DrainAsync();

        var passage = (await _building.PassagesAsync()).ShouldHaveSingleItem();
        passage.Text("id").ShouldBe("90210");
        passage.Text("direction").ShouldBe("exit");
        passage.Text("medium").ShouldBe("card");
        passage.GetProperty("time").GetDateTimeOffset().ShouldBe(Hub.Clock.GetUtcNow());
        passage.GetProperty("accessPoint").Text("id").ShouldBe(FormattableString.Invariant($"{_building.DoorId}"));
        passage.GetProperty("person").Text("id").ShouldBe("4711");
        passage.TryGetProperty("visitId", out _).ShouldBeFalse();
        var told = (await _building.EventsAsync(EventTypes.AccessEvent)).ShouldHaveSingleItem();
        told.Data.Text("id").ShouldBe("90210");
        passage.GetProperty("fields").TryGetProperty("forAttendance", out _).ShouldBe(variant == WebhookVariant.Older);
    }

    [Fact]
    public async Task The_same_passage_with_another_time_in_another_message_is_the_same()
    {
        await _building.PutAsync(new { webhooks = new { dedupe = "hash" } });
        var swipe = new AccessSwipe("4711", _building.DoorId) { EventId = 5 };
        (await _building.SwipeAsync(swipe)).ShouldBe(202);
        (await _building.SwipeAsync(swipe with { At = Hub.Clock.GetUtcNow().AddSeconds(-1) })).ShouldBe(202);
        await _building.DrainAsync();

        (await _building.PassagesAsync()).Count.ShouldBe(1);
        (await _building.EventsAsync(EventTypes.AccessEvent)).Count.ShouldBe(1);
        (await ListAsync("status=processed")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_first_entry_of_a_grants_visitor_is_the_arrival_and_older_news_change_nothing()
    {
        var grant = await GrantAsync();
        var user = _building.Organisation.Meetings.List().ShouldHaveSingleItem().UserId;
        var first = Hub.Clock.GetUtcNow();
        await _building.SwipeAsync(new AccessSwipe(user, _building.DoorId) { Direction = "exit", At = first.AddMinutes(-20) });
        await _building.SwipeAsync(new AccessSwipe(user, _building.DoorId) { At = first });
        await _building.SwipeAsync(new AccessSwipe(user, _building.DoorId) { At = first.AddMinutes(-10) });
        await _building.SwipeAsync(new AccessSwipe(user, _building.DoorId) { At = first.AddMinutes(10) });
        (await _building.DrainAsync()).ShouldBe(0);

        var visit = (await Hub.Admin.GetJsonAsync("facilities/harbour/visits")).GetProperty("value").EnumerateArray().ShouldHaveSingleItem();
        visit.Text("status").ShouldBe("arrived");
        visit.GetProperty("arrivedAt").GetDateTimeOffset().ShouldBe(first);
        visit.Text("grantId").ShouldBe(grant);
        var arrived = (await _building.EventsAsync(EventTypes.VisitArrived)).ShouldHaveSingleItem();
        arrived.Data.Text("id").ShouldBe(visit.Text("id"));
        arrived.Data.Text("grantId").ShouldBe(grant);
        var passages = await _building.PassagesAsync();
        passages.Count.ShouldBe(4);
        passages.ShouldAllBe(passage => passage.Text("visitId") == visit.Text("id") && passage.Text("grantId") == grant);
    }

    [Fact]
    public async Task Whom_a_grant_lets_in_arrives_where_they_are_expected()
    {
        await _building.AddAsync("quay");
        var now = Hub.Clock.GetUtcNow();
        var door = new { id = FormattableString.Invariant($"{_building.DoorId}") };
        var draft = new
        {
            visitor = new { name = "Åsa Ek", email = "asa@example.com", phone = "+46701234567" },
            window = new { from = now.AddHours(-1), to = now.AddHours(4) },
            fields = new { accessPoints = new[] { _building.DoorId } },
            access = new[] { new { facility = "harbour", accessPoints = new[] { door } } },
        };
        using var made = await Hub.Admin.SendJsonAsync(HttpMethod.Post, "facilities/quay/visits", JsonSerializer.Serialize(draft));
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var id = (await made.JsonAsync()).Text("id");
        (await _building.DrainAsync()).ShouldBe(0);
        (await Hub.Admin.GetJsonAsync($"facilities/quay/visits/{id}")).Text("status").ShouldBe("expected");

        var user = _building.Organisation.Meetings.List().Single(meeting => FormattableString.Invariant($"{meeting.Id}") != id).UserId;
        await _building.SwipeAsync(new AccessSwipe(user, _building.DoorId) { At = now });
        (await _building.DrainAsync()).ShouldBe(0);

        var arrived = await Hub.Admin.GetJsonAsync($"facilities/quay/visits/{id}");
        arrived.Text("status").ShouldBe("arrived");
        arrived.GetProperty("arrivedAt").GetDateTimeOffset().ShouldBe(now);
        (await _building.EventsAsync(EventTypes.VisitArrived)).ShouldContain(told => told.Facility == "quay" && told.Data.Text("id") == id);

        // A facility that is gone is no reason to lose what its visitors do elsewhere.
        using var gone = await Hub.Admin.DeleteAsync("facilities/quay");
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent, await gone.Content.ReadAsStringAsync());
        await _building.SwipeAsync(new AccessSwipe(user, _building.DoorId) { At = now.AddMinutes(1) });
        (await _building.DrainAsync()).ShouldBe(0);
        (await _building.PassagesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_that_a_facility_was_sent_outlives_it_though_its_secret_was_deleted_in_the_vault_before()
    {
        var (_, id) = await _building.PostAsync("""{"messageVersion":1,"messageData":{"msgType":"unheard_of","data":{"name":"Åsa Ek"}}}""");
        await _building.DrainAsync();
        var inbox = Hub.Services.GetRequiredService<InboxStore>();
        (await inbox.FindAsync("harbour", id, CancellationToken.None)).ShouldNotBeNull();
        await Hub.Services.GetRequiredService<ISecretStore>().DeleteAsync(WebhookSecrets.Of("harbour"), CancellationToken.None);

        using var gone = await Hub.Admin.DeleteAsync("facilities/harbour");

        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent, await gone.Content.ReadAsStringAsync());
        (await inbox.FindAsync("harbour", id, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_visit_that_is_over_does_not_begin_again()
    {
        await GrantAsync();
        var user = _building.Organisation.Meetings.List().ShouldHaveSingleItem().UserId;
        var id = (await Hub.Admin.GetJsonAsync("facilities/harbour/visits")).GetProperty("value")[0].Text("id");
        using var end = await Hub.Admin.SendJsonAsync(HttpMethod.Post, $"facilities/harbour/visits/{id}/end", "{}");
        end.StatusCode.ShouldBe(HttpStatusCode.OK);

        await _building.SwipeAsync(new AccessSwipe(user, _building.DoorId));
        await _building.DrainAsync();

        (await Hub.Admin.GetJsonAsync($"facilities/harbour/visits/{id}")).Text("status").ShouldBe("cancelled");
        (await _building.EventsAsync(EventTypes.VisitArrived)).ShouldBeEmpty();
        (await _building.PassagesAsync()).ShouldHaveSingleItem().Text("visitId").ShouldBe(id);
    }

    [Theory]
    [InlineData("""{"messageData":{"msgType":"something_new","data":{"eventId":1}}}""", "something_new")]
    [InlineData("""["no","object"]""", null)]
    [InlineData("no JSON", null)]
    public async Task What_nobody_knows_is_kept_as_it_came_and_ignored(string body, string? type)
    {
        var (_, id) = await _building.PostAsync(body);
        await _building.DrainAsync();

        var answer = await Hub.Admin.GetJsonAsync($"facilities/harbour/webhooks/{id}");
        answer.GetProperty("webhook").Text("status").ShouldBe("ignored");
        answer.Text("body").ShouldBe(body);
        (answer.GetProperty("webhook").TryGetProperty("type", out var said) ? said.GetString() : null).ShouldBe(type);
        (await Hub.Admin.GetJsonAsync("dead-letters")).GetProperty("value").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_webhook_whose_message_is_lost_is_found_by_the_sweep()
    {
        _building.Stores.QueueIsAway = true;
        await _building.PostAsync("""{"lost":true}"""u8.ToArray(), [("x-api-key", Building.Key)]);
        _building.Stores.QueueIsAway = false;
        await SweepAsync();
        (await _building.DrainAsync()).ShouldBe(0);
        (await ListAsync("status=received")).Count.ShouldBe(1);

        Hub.Clock.Advance(InboxStore.SweptAfter);
        await SweepAsync();
        await SweepAsync();
        (await Hub.Services.GetRequiredService<IWorkQueue>().ApproximateLengthAsync(WorkQueues.WebhookProcess, CancellationToken.None)).ShouldBe(1);
        await _building.DrainAsync();

        (await ListAsync("status=ignored")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_whose_message_is_lost_ends_though_its_facility_takes_none_any_more()
    {
        await _building.PutAsync(new { name = "Quay", system = "cavvisit", timeZone = "UTC", settings = new { customerId = 7 }, webhooks = new { verification = "sharedKey", header = "x-api-key" } }, "quay");
        await _building.SetSecretAsync("webhook-secret", Building.Key, "quay");
        _building.Stores.QueueIsAway = true;
        await _building.PostAsync("""{"lost":true}"""u8.ToArray(), [("x-api-key", Building.Key)], "webhooks/quay");
        _building.Stores.QueueIsAway = false;
        await _building.PutAsync(new { webhooks = (object?)null }, "quay");
        await SweepAsync();

        Hub.Clock.Advance(SweepInbox.Former);
        await SweepAsync();
        (await _building.DrainAsync()).ShouldBe(0);

        (await Hub.Admin.GetJsonAsync("facilities/quay/webhooks?status=ignored")).GetProperty("value").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Webhooks_are_listed_the_latest_first_page_by_page_and_replayed_one_by_range_and_by_filter()
    {
        var ids = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            const string Passage = """{"messageData":{"msgType":"access_event","data":{"eventId":0,"eventTimeEpoch":1781881200}}}""";
            ids.Add((await _building.PostAsync(Passage.Replace(":0,", FormattableString.Invariant($":{i},"), StringComparison.Ordinal))).Id);
            Hub.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await _building.PostAsync("""{"unknown":1}""");
        await _building.DrainAsync();
        ids.Reverse();
        (await ListAsync("status=processed&limit=7")).Select(webhook => webhook.Text("id")).ShouldBe(ids);
        var middle = Hub.Clock.GetUtcNow().AddMinutes(-10);
        var range = $"from={Uri.EscapeDataString(middle.AddMinutes(-5).ToString("O"))}&to={Uri.EscapeDataString(middle.ToString("O"))}";
        (await ListAsync(range)).Select(webhook => webhook.Text("id")).ShouldBe(ids.Skip(10).Take(5));

        using var one = await Hub.Admin.SendJsonAsync(HttpMethod.Post, $"facilities/harbour/webhooks/{ids[0]}/replay", "{}");
        one.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var several = await Hub.Admin.SendJsonAsync(
            HttpMethod.Post, "facilities/harbour/webhooks/replay",
            JsonSerializer.Serialize(new { from = middle.AddMinutes(-5), to = middle, status = "processed", type = "access_event" }));
        (await several.JsonAsync()).GetProperty("replayed").GetInt32().ShouldBe(5);
        (await ListAsync("status=received")).Count.ShouldBe(6);
        await _building.DrainAsync();

        (await ListAsync("status=processed")).Count.ShouldBe(30);
        (await _building.WebhookAsync(ids[0])).GetProperty("replays").GetInt32().ShouldBe(1);
        (await _building.PassagesAsync()).Count.ShouldBe(30);
        (await _building.EventsAsync(EventTypes.AccessEvent)).Count.ShouldBe(30);
    }

    [Fact]
    public async Task Bodies_are_encrypted_at_rest_and_need_a_scope_of_their_own()
    {
        var (_, id) = await _building.PostAsync("""{"name":"Somebody Very Private"}""");
        var page = await Hub.Services.GetRequiredService<IStateStore>().QueryAsync("Inbox", StateRange.WholeTable, 100, null, CancellationToken.None);
        var rows = page.Rows.Select(row => System.Text.Encoding.UTF8.GetString(row.Body.Span)).ToList();
        rows.ShouldNotBeEmpty();
        rows.ShouldAllBe(row => !row.Contains("Private", StringComparison.Ordinal));

        using var reader = await Hub.CallerAsync(["webhooks:read"]);
        (await reader.GetJsonAsync($"facilities/harbour/webhooks/{id}")).Text("body").ShouldContain("Private");
        using var refused = await reader.SendJsonAsync(HttpMethod.Post, $"facilities/harbour/webhooks/{id}/replay", "{}");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<string> GrantAsync()
    {
        var now = Hub.Clock.GetUtcNow();
        var draft = new
        {
            subject = new { name = "Åsa Ek" },
            window = new { from = now.AddHours(-1), to = now.AddHours(4) },
            targets = new[] { new { facility = "harbour", accessPoints = new[] { new { id = FormattableString.Invariant($"{_building.DoorId}") } } } },
        };
        using var made = await Hub.Admin.SendJsonAsync(HttpMethod.Post, "grants", JsonSerializer.Serialize(draft));
        made.StatusCode.ShouldBe(HttpStatusCode.Accepted, await made.Content.ReadAsStringAsync());
        (await _building.DrainAsync()).ShouldBe(0);
        return (await made.JsonAsync()).Text("id");
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query)
    {
        var webhooks = new List<JsonElement>();
        var address = $"facilities/harbour/webhooks?{query}";
        while (address is not null)
        {
            var page = await Hub.Admin.GetJsonAsync(address);
            webhooks.AddRange(page.GetProperty("value").EnumerateArray());
            address = page.Text("nextLink");
        }

        return webhooks;
    }

    private Task SweepAsync() => Hub.Services.GetServices<ISweep>().OfType<SweepInbox>().Single().SweepAsync(CancellationToken.None);
}
