using System.Net;
using System.Net.Http.Json;

namespace Gatehouse.Simulators.Tests.Spintly;

public sealed class TokenTests : SpintlyTest
{
    [Theory]
    [InlineData(Grant)]
    [InlineData("client-credentials")]
    public async Task Saams_answers_the_token_under_message_and_payload(string grantType)
    {
        var (status, body) = await ReadAsync(await Client.PostAsJsonAsync(
            "prod/saamsIdm/oauth/token", new { clientId = "client", clientSecret = "s3cret", grantType }));

        status.ShouldBe(HttpStatusCode.OK);
        ((string)body!["type"]!).ShouldBe("success");
        ((int)body["message"]!["payload"]!["expires_in"]!).ShouldBe(3600);
        ((string)body["message"]!["payload"]!["access_token"]!).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_flat_shape_takes_json_and_a_form(bool form)
    {
        var values = new Dictionary<string, string> { ["client_id"] = "client", ["client_secret"] = "s3cret", ["grant_type"] = Grant };
        using HttpContent content = form ? new FormUrlEncodedContent(values) : JsonContent.Create(values);

        var (status, body) = await ReadAsync(await Client.PostAsync(new Uri("identityManagement/v2/oauth/token", UriKind.Relative), content));

        status.ShouldBe(HttpStatusCode.OK);
        ((int)body!["expires_in"]!).ShouldBe(3600);
        (await SendAsync(HttpMethod.Post, Sites, new { }, (string)body["access_token"]!)).Status.ShouldBe(HttpStatusCode.OK);
        Simulator.Host.Requests.List()[0].Form["client_secret"].ShouldBe("***");
    }

    [Theory]
    [InlineData("client", "wrong", Grant, HttpStatusCode.Unauthorized)]
    [InlineData("nobody", "s3cret", Grant, HttpStatusCode.Unauthorized)]
    [InlineData("client", "s3cret", "password", HttpStatusCode.BadRequest)]
    public async Task Wrong_credentials_and_grants_are_refused(string clientId, string clientSecret, string grantType, HttpStatusCode expected) =>
        (await ReadAsync(await Client.PostAsJsonAsync("prod/saamsIdm/oauth/token", new { clientId, clientSecret, grantType }))).Status.ShouldBe(expected);

    [Fact]
    public async Task A_token_ends_with_its_life_and_when_it_is_revoked()
    {
        var first = await LoginAsync();
        Clock.Advance(TimeSpan.FromMinutes(59));
        (await SendAsync(HttpMethod.Post, Sites, new { }, first)).Status.ShouldBe(HttpStatusCode.OK);
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await SendAsync(HttpMethod.Post, Sites, new { }, first)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var second = await LoginAsync();
        (await ControlAsync(HttpMethod.Delete, "organisations/641/tokens")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(HttpMethod.Post, Sites, new { }, second)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        Organisation.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_is_taken_raw_or_as_bearer_and_for_its_own_organisation()
    {
        var token = await LoginAsync();

        (await SendAsync(HttpMethod.Post, Sites, new { }, token)).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Post, Sites, new { }, "Bearer " + token)).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Post, Sites, new { }, await LoginAsync("other", "0ther"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(HttpMethod.Post, "unknown", new { }, token)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
