using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gatehouse.Testing;

namespace Gatehouse.Functions.Tests.Http;

public sealed class PipelineTests(WorkerHost host) : IClassFixture<WorkerHost>
{
    [Fact]
    public async Task Functions_answer_with_the_api()
    {
        var facility = new { name = "Site", system = "cavvisit", timeZone = "Europe/Stockholm", settings = new { customerId = 1 } };

        (await host.Admin.PutAsJsonAsync("facilities/site", facility)).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await ReadAsync(await host.Admin.GetAsync("facilities"))).GetProperty("value").GetArrayLength().ShouldBe(1);
        (await ReadAsync(await host.Admin.GetAsync("facilities/site"))).GetProperty("name").GetString().ShouldBe("Site");
        (await host.Admin.PutAsJsonAsync("facilities/site/secrets/customer-key", new { value = "secret" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync(await host.Admin.GetAsync("facilities/site/capabilities"))).GetProperty("value").GetArrayLength().ShouldBeGreaterThan(5);
        (await ReadAsync(await host.Admin.GetAsync("systems/cavvisit"))).GetProperty("system").GetString().ShouldBe("cavvisit");
        (await host.Admin.DeleteAsync("facilities/site")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    [InlineData("openapi.json")]
    public async Task What_is_public_answers_everybody(string path) =>
        (await host.Anonymous.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task The_api_refuses_whom_it_does_not_know_and_what_it_does_not_have()
    {
        var unknown = await host.Anonymous.GetAsync("facilities/site/visits/1");
        unknown.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");

        var absent = await host.Admin.GetAsync("facilities/site/visits/1/2/3");
        absent.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        absent.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("systems/none", "GET /api/v1/systems/{system}")]
    [InlineData("facilities/none/people/17", "GET /api/v1/facilities/{facility}/people/{id}")]
    public async Task Telemetry_names_the_route_of_the_endpoint(string path, string name)
    {
        (await host.Admin.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (string Name, object? Route) seen = default;
        await Wait.UntilAsync(() => host.Telemetry.TryGetValue($"/api/v1/{path}", out seen));
        seen.ShouldBe((name, name[4..]));
    }

    [Fact]
    public async Task The_worker_s_span_leaves_it_with_the_name_of_the_route()
    {
        (await host.Admin.GetAsync("facilities/none/organizations/17")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await Wait.UntilAsync(() => host.ExportedSpans().Contains("GET /api/v1/facilities/{facility}/organizations/{id}", StringComparison.Ordinal));
        host.ExportedSpans().ShouldNotContain("function Organizations");
    }

    [Fact]
    public async Task An_answer_does_not_name_the_server() =>
        (await host.Anonymous.GetAsync("health/live")).Headers.Server.ShouldBeEmpty();

    [Fact]
    public async Task The_log_tells_a_request_by_its_route_and_not_by_its_address()
    {
        (await host.Anonymous.GetAsync("operations/secret-of-the-path?t=secret-of-the-query")).IsSuccessStatusCode.ShouldBeFalse();

        host.Log.All.ShouldContain(line => line.Contains("GET /api/v1/operations/{id} answered", StringComparison.Ordinal));
        host.Log.All.ShouldNotContain(line => line.Contains("secret-of-the", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
