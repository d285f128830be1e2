using System.Net;
using Gatehouse.ApiKeys;
using Gatehouse.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.ApiKeys;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private Hub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await Hub.StartAsync();
        await _hub.AddFacilityAsync("north");
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_new_key_is_shown_once_and_works()
    {
        using var created = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, "api-keys", """{"name":"Reader","scopes":["facilities:read"],"facilities":["north"],"requestsPerSecond":7}""", "k1");
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var key = await created.JsonAsync();
        created.Headers.Location!.ToString().ShouldBe($"/api/v1/api-keys/{key.Text("id")}");

        var text = key.Text("key");
        text.ShouldStartWith($"gh_{key.Text("id")}_");
        using var client = _hub.Client(text);
        (await client.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var again = await _hub.Admin.GetJsonAsync($"api-keys/{key.Text("id")}");
        again.TryGetProperty("key", out _).ShouldBeFalse();
        again.TryGetProperty("secretHash", out _).ShouldBeFalse();
        again.GetProperty("requestsPerSecond").GetInt32().ShouldBe(7);
        (await _hub.Admin.GetJsonAsync("api-keys")).GetRawText().ShouldNotContain(text.Split('_')[2]);

        using var replayed = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, "api-keys", """{"name":"Reader","scopes":["facilities:read"],"facilities":["north"],"requestsPerSecond":7}""", "k1");
        var shown = await replayed.JsonAsync();
        shown.Text("id").ShouldBe(key.Text("id"));
        shown.GetProperty("key").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_key_with_admin_cannot_be_limited_to_facilities()
    {
        using var answer = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, "api-keys", """{"name":"Half","scopes":["admin"],"facilities":["north"]}""");
        (await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/facilities"]);
    }

    [Fact]
    public async Task A_key_for_facilities_that_are_not_there_is_refused_and_names_them()
    {
        using var answer = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, "api-keys", """{"name":"","scopes":["visits:read"],"facilities":["north","nroth","No id!"]}""");

        var problem = await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid");
        problem.Pointers().ShouldBe(["/name", "/facilities/1", "/facilities/2"], ignoreOrder: true);
        problem.GetRawText().ShouldContain("no facility 'nroth'");
        (await _hub.Admin.GetJsonAsync("api-keys")).GetProperty("value").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_key_is_not_found()
    {
        foreach (var id in new[] { "0123456789abcdef", "admin", "x%2Fy" })
        {
            using var get = await _hub.Admin.GetAsync($"api-keys/{id}");
            await get.ProblemAsync(HttpStatusCode.NotFound, "api_key_not_found");
            using var delete = await _hub.Admin.DeleteAsync($"api-keys/{id}");
            await delete.ProblemAsync(HttpStatusCode.NotFound, "api_key_not_found");
        }
    }

    [Fact]
    public async Task The_admin_key_is_made_once_and_admin_allows_everything()
    {
        var again = await _hub.Services.GetRequiredService<ApiKeyService>().EnsureAdminKeyAsync(CancellationToken.None);
        again.ShouldBe(_hub.AdminKey);
        again.ShouldStartWith("gh_admin_");
        var key = new ApiKey { Id = "x", Name = "x", SecretHash = [], Scopes = [Scopes.Admin], CreatedAt = default };
        Scopes.All.ShouldAllBe(scope => key.Allows(scope));
    }
}
