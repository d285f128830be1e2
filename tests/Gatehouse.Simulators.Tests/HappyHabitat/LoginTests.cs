using System.Net;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Tests.HappyHabitat;

public sealed class LoginTests : HappyHabitatTest
{
    [Fact]
    public async Task A_login_answers_a_token_with_its_end_and_the_user_s_roles()
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "auth/login", new { username = "gatehouse", password = "demo-password" });

        status.ShouldBe(HttpStatusCode.OK);
        body!.AsObject().Select(member => member.Key).ShouldBe(
            ["token", "userId", "username", "email", "role", "roles", "roleDetails", "expiresAt", "residentInfo"]);
        ((string)body["token"]!).Split('.').Length.ShouldBe(3);
        ((string)body["role"]!).ShouldBe("ADMIN_COMPANY");
        ((string)body["expiresAt"]!).ShouldBe("2026-06-15T09:00:00.0000000Z");
        Simulator.Host.Requests.List()[^1].Form["password"].ShouldBe("***");
    }

    [Theory]
    [InlineData("gatehouse", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("nobody", "demo-password", HttpStatusCode.Unauthorized)]
    [InlineData("gatehouse", "", HttpStatusCode.BadRequest)]
    public async Task A_wrong_password_is_refused_with_a_bare_text(string username, string password, HttpStatusCode expected)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "auth/login", new { username, password });

        status.ShouldBe(expected);
        if (expected == HttpStatusCode.Unauthorized)
            body!.GetValue<string>().ShouldBe("Invalid username or password");
        else
            ((string)body!["code"]!).ShouldBe("VALIDATION_ERROR");
    }

    [Fact]
    public async Task A_token_is_good_until_it_expires_or_is_revoked()
    {
        (await GetAsync("residentvisits")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await LogInAsync();
        (await GetAsync("residentvisits")).Status.ShouldBe(HttpStatusCode.OK);

        Clock.Advance(TimeSpan.FromMinutes(60));
        (await GetAsync("residentvisits")).ShouldBe((HttpStatusCode.Unauthorized, null));

        await LogInAsync();
        (await GetAsync("residentvisits")).Status.ShouldBe(HttpStatusCode.OK);
        using var revoked = await Client.DeleteAsync(new Uri(Simulator.Host.ControlAddress, "tokens"));
        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await GetAsync("residentvisits")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_that_somebody_changed_is_refused()
    {
        await LogInAsync();
        var token = Client.DefaultRequestHeaders.Authorization!.Parameter!;
        Client.DefaultRequestHeaders.Authorization = new("Bearer", token[..^1] + (token[^1] == 'A' ? 'B' : 'A'));

        (await GetAsync("residentvisits")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Reset_brings_back_the_seeds_and_the_dump_shows_deleted_visits_and_no_password()
    {
        await LogInAsync();
        var before = await DumpAsync();
        var id = Simulator.Data.ActiveVisits[0].Id;
        await SendAsync(HttpMethod.Delete, $"residentvisits/{id}", null);

        var dump = await DumpAsync();
        ((string)dump["deletedVisits"]![0]!["id"]!).ShouldBe($"{id}");
        dump.ToJsonString().ShouldNotContain("demo-password");

        using var reset = await Client.PostAsync(new Uri(Simulator.Host.ControlAddress, "reset"), null);
        JsonNode.DeepEquals(await DumpAsync(), before).ShouldBeTrue();
    }

    private async Task<JsonNode> DumpAsync() => JsonNode.Parse(await Client.GetStringAsync(new Uri(Simulator.Host.ControlAddress, "dump")))!;
}
