using System.Net;

namespace Gatehouse.Api.Tests.Answers;

/// <summary>Behind a gateway the hub is called under a host of its own: links name the one that those outside reach.</summary>
public sealed class PublicAddressTests : IAsyncLifetime
{
    private const string Outside = "https://access.example.com/hub/api/v1/";
    private const string Draft = """{"url":"https://example.com/hook","types":["*"]}""";
    private Hub _hub = null!;

    public async Task InitializeAsync() => _hub = await Hub.StartAsync(options => options.PublicBaseUrl = new Uri("https://access.example.com/hub/"));

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task The_address_that_unsubscribes_and_the_next_page_are_those_from_outside()
    {
        using var first = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft);
        using var second = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft);
        var location = first.Headers.Location!.OriginalString;
        location.ShouldStartWith($"{Outside}subscriptions/{(await first.JsonAsync()).Text("id")}?t=");

        var next = (await _hub.Admin.GetJsonAsync("subscriptions?limit=1")).Text("nextLink");
        next.ShouldStartWith(Outside + "subscriptions?limit=1&cursor=");
        (await _hub.Admin.GetJsonAsync(next[Outside.Length..])).GetProperty("value").GetArrayLength().ShouldBe(1);
        using var left = await _hub.Anonymous.DeleteAsync(location[Outside.Length..]);
        left.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_is_made_and_what_takes_longer_is_found_from_outside()
    {
        using var created = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "api-keys", """{"name":"Reader","scopes":["visits:read"]}""");
        created.Headers.Location!.OriginalString.ShouldStartWith("/hub/api/v1/api-keys/");

        using var subscription = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "subscriptions", Draft);
        var id = (await subscription.JsonAsync()).Text("id");
        using var accepted = await _hub.Admin.SendJsonAsync(HttpMethod.Post, $"subscriptions/{id}/replay", """{"from":"2026-06-14T00:00:00Z"}""");
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        accepted.Headers.Location!.OriginalString.ShouldBe($"{Outside}subscriptions/{id}/deliveries");
    }

    [Fact]
    public async Task The_connector_calls_the_hub_from_outside()
    {
        var definition = await _hub.Admin.GetJsonAsync("power-platform/apiDefinition.swagger.json");
        (definition.Text("host"), definition.Text("basePath")).ShouldBe(("access.example.com", "/hub/api/v1"));
    }
}
