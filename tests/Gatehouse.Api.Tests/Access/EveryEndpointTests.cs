using System.Net;
using System.Text;
using Gatehouse.ApiKeys;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Access;

public sealed class EveryEndpointTests : IAsyncLifetime
{
    private static readonly string[] Public =
    [
        "GET /api/v1/health/live",
        "GET /api/v1/health/ready",
        "GET /api/v1/openapi.json",
        "GET /api/v1/operations/{id}",
        "GET /pass/assets/pass.css",
        "HEAD /pass/assets/pass.css",
        "GET /pass/assets/pass.js",
        "HEAD /pass/assets/pass.js",
        "GET /pass/{token}",
        "HEAD /pass/{token}",
        "GET /pass/{token}/qr.png",
        "HEAD /pass/{token}/qr.png",
        "GET /pass/{token}/qr.svg",
        "HEAD /pass/{token}/qr.svg",
        "DELETE /api/v1/subscriptions/{id}",
        "GET /api/v1/power-platform/apiDefinition.swagger.json",
        "POST /api/v1/webhooks/{facility}",
        "POST /api/v1/webhooks/{facility}/{token}",
    ];

    private Hub _hub = null!;

    public async Task InitializeAsync() => _hub = await Hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task The_public_list_is_as_short_as_it_says()
    {
        var open = new List<string>();
        foreach (var (method, pattern) in Endpoints())
        {
            // Those that verify their callers themselves answer 401 as well.
            if (await StatusAsync(_hub.Anonymous, method, pattern) != HttpStatusCode.Unauthorized || IsForEverybody(method, pattern))
                open.Add($"{method} {pattern}");
        }

        open.ShouldBe(Public, ignoreOrder: true);
        Endpoints().Count.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task A_wrong_key_opens_nothing_that_is_not_public()
    {
        using var wrong = _hub.Client(_hub.AdminKey[..^48] + new string('0', 48));
        foreach (var (method, pattern) in Closed())
            (await StatusAsync(wrong, method, pattern)).ShouldBe(HttpStatusCode.Unauthorized, $"{method} {pattern}");
    }

    [Fact]
    public async Task A_key_without_the_scope_opens_nothing_that_is_not_public()
    {
        // people:sensitive alone opens no endpoint: it only shows more of what another scope opens.
        using var client = await _hub.CallerAsync([Scopes.PeopleSensitive]);
        foreach (var (method, pattern) in Closed())
            (await StatusAsync(client, method, pattern)).ShouldBe(HttpStatusCode.Forbidden, $"{method} {pattern}");
    }

    [Fact]
    public async Task A_key_of_another_facility_opens_nothing_of_this_one()
    {
        // Such a key with every scope cannot be asked for; it is written past the check, to prove the facility's part alone.
        var secret = new string('a', 48);
        await _hub.Services.GetRequiredService<ApiKeyStore>().InsertAsync(
            new ApiKey
            {
                Id = "00000000000000aa",
                Name = "All scopes, another facility",
                SecretHash = System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(secret)),
                Scopes = Scopes.All,
                Facilities = ["elsewhere"],
                CreatedAt = _hub.Clock.GetUtcNow(),
            },
            CancellationToken.None);
        using var client = _hub.Client($"gh_00000000000000aa_{secret}");
        var ofFacilities = Closed().Where(endpoint => endpoint.Pattern.Contains("{facility}", StringComparison.Ordinal)).ToList();
        ofFacilities.Count.ShouldBeGreaterThan(25);
        foreach (var (method, pattern) in ofFacilities)
            (await StatusAsync(client, method, pattern)).ShouldBe(HttpStatusCode.Forbidden, $"{method} {pattern}");
    }

    [Fact]
    public async Task An_endpoint_that_does_not_say_who_may_use_it_is_closed_even_to_administrators()
    {
        await using var hub = await Hub.StartAsync(new TestEndpoints(_ => Task.CompletedTask));
        using var anonymous = await hub.Anonymous.GetAsync("test/undeclared");
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var admin = await hub.Admin.GetAsync("test/undeclared");
        await admin.ProblemAsync(HttpStatusCode.Forbidden, "endpoint_closed");
    }

    private bool IsForEverybody(HttpMethod method, string pattern) =>
        _hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(endpoint =>
            endpoint.RoutePattern.RawText == pattern && endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Contains(method.Method))
            .Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private List<(HttpMethod Method, string Pattern)> Endpoints() =>
    [
        .. _hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint =>
            endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method =>
                (new HttpMethod(method), endpoint.RoutePattern.RawText!))),
    ];

    private IEnumerable<(HttpMethod Method, string Pattern)> Closed() =>
        Endpoints().Where(endpoint => !Public.Contains($"{endpoint.Method} {endpoint.Pattern}"));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string pattern)
    {
        var address = System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]+\}", "some");
        using var request = new HttpRequestMessage(method, address);
        if (method != HttpMethod.Get)
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
