using System.Net;
using System.Text.Json;
using Gatehouse.Audit;
using Gatehouse.Operations;
using Gatehouse.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Audit;

public sealed class AuditTests : IAsyncLifetime
{
    private const string Facility = """{"name":"North","system":"cavvisit","timeZone":"Europe/Stockholm","settings":{"customerId":7}}""";
    private Hub _hub = null!;

    public async Task InitializeAsync() => _hub = await Hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_change_says_who_what_and_how_it_was_before()
    {
        using var created = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/north", Facility);
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        using var changed = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/north", """{"name":"North gate"}""");
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);

        var entries = await EntriesAsync("audit?facility=north");
        entries.Count.ShouldBe(2);
        var entry = entries[0];
        entry.Text("key").ShouldBe("admin");
        entry.Text("keyName").ShouldBe("The hub's first key");
        entry.Text("operation").ShouldBe("putFacility");
        entry.Text("method").ShouldBe("PUT");
        entry.Text("resource").ShouldBe("/api/v1/facilities/north");
        entry.Text("traceId").ShouldNotBeEmpty();
        entry.GetProperty("at").GetDateTimeOffset().ShouldBe(_hub.Clock.GetUtcNow());
        entry.GetProperty("status").GetInt32().ShouldBe(200);
        entry.GetProperty("before").Text("name").ShouldBe("North");
        entry.GetProperty("request").Text("name").ShouldBe("North gate");
        entry.GetProperty("after").Text("name").ShouldBe("North gate");
        entries[1].TryGetProperty("before", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Secrets_are_not_in_it()
    {
        using var facility = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/north", Facility);
        var secret = (await _hub.Admin.GetJsonAsync("systems")).GetProperty("value").EnumerateArray()
            .Single(system => system.Text("system") == "cavvisit").GetProperty("secrets")[0].Text("name");
        using var put = await _hub.Admin.SendJsonAsync(HttpMethod.Put, $"facilities/north/secrets/{secret}", """{"value":"very-secret-1"}""");
        put.StatusCode.ShouldBe(HttpStatusCode.NoContent, await put.Content.ReadAsStringAsync());
        using var key = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "api-keys", """{"name":"Reader","scopes":["visits:read"]}""");
        var text = (await key.JsonAsync()).Text("key");
        using var subscription = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, "subscriptions", """{"url":"https://example.com/hook?sig=very-secret-2","types":["*"]}""");
        var whsec = (await subscription.JsonAsync()).Text("secret");
        using var unsubscribed = await _hub.Anonymous.DeleteAsync(subscription.Headers.Location);
        unsubscribed.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var entries = await EntriesAsync("audit");
        entries.Select(entry => entry.Text("operation"))
            .ShouldBe(["deleteSubscription", "createSubscription", "createApiKey", "putSecret", "putFacility"], ignoreOrder: true);
        var all = string.Concat(entries.Select(entry => entry.GetRawText()));
        all.ShouldNotContain("very-secret");
        all.ShouldNotContain(text);
        all.ShouldNotContain(whsec);
        all.ShouldNotContain(subscription.Headers.Location!.Query[3..]);
        var left = entries.Single(entry => entry.Text("operation") == "deleteSubscription");
        left.TryGetProperty("key", out _).ShouldBeFalse();
        left.GetProperty("before").GetProperty("types")[0].GetString().ShouldBe("*");
    }

    [Fact]
    public async Task Whose_key_a_subscription_goes_by_is_told_before_and_after()
    {
        using var caller = await _hub.CallerAsync([Scopes.SubscriptionsWrite]);
        using var created = await caller.SendJsonAsync(HttpMethod.Post, "subscriptions", """{"url":"https://example.com/hook","types":["*"]}""");
        var subscription = await created.JsonAsync();
        using var enabled = await _hub.Admin.SendJsonAsync(HttpMethod.Post, $"subscriptions/{subscription.Text("id")}/enable", "{}");
        enabled.StatusCode.ShouldBe(HttpStatusCode.OK, await enabled.Content.ReadAsStringAsync());

        var entry = (await EntriesAsync("audit?operation=enableSubscription")).ShouldHaveSingleItem();
        entry.GetProperty("before").Text("apiKey").ShouldBe(subscription.Text("apiKey"));
        entry.GetProperty("after").Text("apiKey").ShouldBe("admin");
    }

    [Fact]
    public async Task What_was_refused_or_only_repeated_is_no_change()
    {
        using var invalid = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/north", """{"name":""}""");
        invalid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var forbidden = await _hub.CallerAsync([Scopes.VisitsRead]);
        using var refused = await forbidden.SendJsonAsync(HttpMethod.Put, "facilities/north", Facility);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        for (var i = 0; i < 3; i++)
        {
            using var repeated = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "api-keys", """{"name":"Reader","scopes":["visits:read"]}""", "once");
            repeated.StatusCode.ShouldBe(HttpStatusCode.Created);
        }

        (await EntriesAsync("audit")).ShouldHaveSingleItem().Text("operation").ShouldBe("createApiKey");
    }

    [Fact]
    public async Task Entries_are_filtered_paged_over_days_and_forgotten_in_time()
    {
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            using var created = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "api-keys", $$"""{"name":"Key {{i}}","scopes":["visits:read"]}""");
            ids.Insert(0, (await created.JsonAsync()).Text("id"));
            _hub.Clock.Advance(TimeSpan.FromDays(40));
        }

        (await _hub.Admin.GetJsonAsync("audit?limit=5")).GetProperty("value").GetArrayLength().ShouldBe(5);
        (await EntriesAsync("audit?limit=5&operation=createApiKey")).Select(entry => entry.GetProperty("after").Text("id")).ShouldBe(ids);
        var from = Uri.EscapeDataString(_hub.Clock.GetUtcNow().AddDays(-81).ToString("O"));
        (await EntriesAsync($"audit?from={from}")).Count.ShouldBe(2);
        (await EntriesAsync($"audit?to={from}&limit=1000")).Count.ShouldBe(10);
        (await EntriesAsync("audit?key=nobody")).ShouldBeEmpty();
        using var backwards = await _hub.Admin.GetAsync($"audit?from={from}&to={from}");
        (await backwards.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["to"]);
        (await EntriesAsync("audit?resource=/api/v1/api-")).Count.ShouldBe(12);

        await _hub.Services.GetRequiredService<PruneState>().RunAsync(CancellationToken.None);
        (await EntriesAsync("audit")).Count.ShouldBe(10);
    }

    [Fact]
    public async Task The_entry_stands_before_the_change_is_made()
    {
        AuditEntry? during = null;
        await using var hub = await Hub.StartAsync(new TestEndpoints(async context =>
        {
            var search = (AuditSearch)context.RequestServices.GetService(typeof(AuditSearch))!;
            during = (await search.ListAsync(new AuditQuery(), new Paging.PageRequest(10), CancellationToken.None)).Items.Single();
            throw new InvalidOperationException("The process ends here.");
        }));
        using var answer = await hub.Admin.SendJsonAsync(HttpMethod.Post, "test", """{"password":"very-secret"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);

        during.ShouldNotBeNull().Status.ShouldBeNull();
        during.Request.ShouldBeNull();
        var entry = (await hub.Admin.GetJsonAsync("audit")).GetProperty("value")[0];
        entry.GetProperty("status").GetInt32().ShouldBe(500);
        entry.GetProperty("request").GetProperty("password").GetString().ShouldBe(AuditRedaction.Hidden);
    }

    private async Task<IReadOnlyList<JsonElement>> EntriesAsync(string address)
    {
        var entries = new List<JsonElement>();
        for (var link = address; link is not null;)
        {
            var page = await _hub.Admin.GetJsonAsync(link);
            entries.AddRange(page.GetProperty("value").EnumerateArray());
            link = page.GetProperty("nextLink").GetString();
        }

        return entries;
    }
}
