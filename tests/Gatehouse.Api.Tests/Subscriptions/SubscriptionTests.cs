using System.Net;
using System.Text.Json;
using Gatehouse.Operations;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Subscriptions;

public sealed class SubscriptionTests : IAsyncLifetime
{
    private const string Draft = """{"url":"https://example.com/hook?sig=abc","types":["visit.*"],"description":"Reception"}""";
    private Hub _hub = null!;

    public async Task InitializeAsync() => _hub = await Hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task The_secret_is_shown_once_and_the_query_of_the_address_never()
    {
        using var created = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft, "s1");
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var shown = await created.JsonAsync();
        shown.Text("secret").ShouldStartWith("whsec_");
        shown.Text("url").ShouldBe("https://example.com/hook?…");
        created.Headers.Location!.IsAbsoluteUri.ShouldBeTrue();

        var again = await _hub.Admin.GetJsonAsync($"subscriptions/{shown.Text("id")}");
        again.TryGetProperty("secret", out _).ShouldBeFalse();
        again.Text("description").ShouldBe("Reception");
        (await _hub.Admin.GetJsonAsync("subscriptions")).GetRawText().ShouldNotContain("sig=abc");
        using var replayed = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft, "s1");
        var repeated = await replayed.JsonAsync();
        repeated.Text("id").ShouldBe(shown.Text("id"));
        repeated.GetProperty("secret").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_address_in_Location_unsubscribes_without_a_key_and_no_other_does()
    {
        using var created = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft);
        using var second = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft);
        var (id, token) = ((await created.JsonAsync()).Text("id"), created.Headers.Location!.Query);

        using var none = await _hub.Anonymous.DeleteAsync($"subscriptions/{id}");
        await none.ProblemAsync(HttpStatusCode.Unauthorized, "api_key_missing");
        using var other = await _hub.Anonymous.DeleteAsync($"subscriptions/{(await second.JsonAsync()).Text("id")}{token}");
        await other.ProblemAsync(HttpStatusCode.Unauthorized, "api_key_missing");
        using var read = await _hub.Anonymous.GetAsync(created.Headers.Location);
        read.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var deleted = await _hub.Anonymous.DeleteAsync(created.Headers.Location);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await _hub.Admin.GetAsync($"subscriptions/{id}");
        await gone.ProblemAsync(HttpStatusCode.NotFound, "subscription_not_found");
        using var twice = await _hub.Anonymous.DeleteAsync(created.Headers.Location);
        await twice.ProblemAsync(HttpStatusCode.NotFound, "subscription_not_found");
    }

    [Fact]
    public async Task A_key_for_some_facilities_subscribes_to_those_alone()
    {
        using var client = await _hub.CallerAsync([Scopes.SubscriptionsWrite, Scopes.SubscriptionsRead], ["north"]);
        using var all = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft);
        using var own = await client.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft);
        (await own.JsonAsync()).GetProperty("facilities").EnumerateArray().Select(item => item.GetString()).ShouldBe(["north"]);
        using var other = await client.SendJsonAsync(
            HttpMethod.Post, "subscriptions", """{"url":"https://example.com/","types":["*"],"facilities":["south"]}""");
        (await other.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/facilities/0"]);

        (await client.GetJsonAsync("subscriptions")).GetProperty("value").GetArrayLength().ShouldBe(1);
        using var hidden = await client.DeleteAsync($"subscriptions/{(await all.JsonAsync()).Text("id")}");
        await hidden.ProblemAsync(HttpStatusCode.NotFound, "subscription_not_found");
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named()
    {
        using var answer = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, "subscriptions", """{"url":"http://192.168.0.1/hook","types":["visit.arived"],"facilities":["nowhere"],"kind":1}""");

        (await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers()
            .ShouldBe(["/kind", "/url", "/types/0", "/facilities/0"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_test_says_what_came_of_it_and_is_listed()
    {
        using var created = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, "subscriptions", $$"""{"url":"{{_hub.Address}}api/v1/nothing-here","types":["*"]}""");
        var id = (await created.JsonAsync()).Text("id");

        using var tested = await _hub.Admin.PostAsync($"subscriptions/{id}/test", null);
        tested.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await tested.JsonAsync()).GetProperty("status").GetInt32().ShouldBe(401);
        var delivery = (await _hub.Admin.GetJsonAsync($"subscriptions/{id}/deliveries")).GetProperty("value").EnumerateArray().ShouldHaveSingleItem();
        delivery.Text("type").ShouldBe("subscription.test");
        delivery.Text("state").ShouldBe("failed");
        delivery.GetProperty("attempts").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_secret_is_rotated_and_a_range_is_asked_for()
    {
        using var created = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft);
        var subscription = await created.JsonAsync();
        var id = subscription.Text("id");

        using var rotated = await _hub.Admin.SendJsonAsync(HttpMethod.Post, $"subscriptions/{id}/rotate-secret", """{"overlapHours":2}""");
        var fresh = await rotated.JsonAsync();
        fresh.Text("secret").ShouldNotBe(subscription.Text("secret"));
        fresh.GetProperty("formerSecretExpiresAt").GetDateTimeOffset().ShouldBe(_hub.Clock.GetUtcNow().AddHours(2));
        using var tooLong = await _hub.Admin.SendJsonAsync(HttpMethod.Post, $"subscriptions/{id}/rotate-secret", """{"overlapHours":169}""");
        await tooLong.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid");

        using var replay = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, $"subscriptions/{id}/replay", """{"from":"2026-06-14T00:00:00Z"}""");
        replay.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var queue = _hub.Services.GetRequiredService<IWorkQueue>();
        (await queue.ReceiveAsync(WorkQueues.EventFanOut, 1, TimeSpan.FromMinutes(1), 5, CancellationToken.None)).ShouldHaveSingleItem().Body.ShouldContain(id);
        using var backwards = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, $"subscriptions/{id}/replay", """{"from":"2026-06-14T00:00:00Z","to":"2026-06-13T00:00:00Z"}""");
        (await backwards.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/to"]);
    }
}
