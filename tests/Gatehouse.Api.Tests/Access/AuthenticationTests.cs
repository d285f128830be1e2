using System.Net;
using System.Net.Http.Headers;
using Gatehouse.ApiKeys;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Access;

public sealed class AuthenticationTests : IAsyncLifetime
{
    private Hub _hub = null!;

    public async Task InitializeAsync() => _hub = await Hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Without_a_key_the_answer_says_where_to_send_one()
    {
        using var answer = await _hub.Anonymous.GetAsync("systems");
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "api_key_missing");
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("gh_admin")]
    [InlineData("gh_admin_")]
    [InlineData("gh_admin_tooshort")]
    [InlineData("gh_0123456789abcdef_000000000000000000000000000000000000000000000000")]
    [InlineData("gh_admin_000000000000000000000000000000000000000000000000")]
    public async Task A_key_that_is_malformed_unknown_or_has_another_secret_is_refused_alike(string key)
    {
        using var client = _hub.Client(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("x-api-key", key);
        using var answer = await client.GetAsync("systems");
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "api_key_invalid");
    }

    [Fact]
    public async Task The_right_id_with_a_wrong_secret_is_refused_after_the_right_one_was_seen()
    {
        var issued = await IssueAsync(new ApiKeyDraft { Name = "Reader", Scopes = [Scopes.FacilitiesRead] });
        using var right = _hub.Client(issued.Text);
        (await right.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var wrong = _hub.Client(issued.Text[..^1] + (issued.Text[^1] == '0' ? '1' : '0'));
        using var answer = await wrong.GetAsync("systems");
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "api_key_invalid");
    }

    [Fact]
    public async Task A_bearer_token_is_as_good_as_the_header()
    {
        using var client = _hub.Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _hub.AdminKey);
        (await client.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_disabled_key_is_refused_at_once_and_accepted_again_when_enabled()
    {
        var issued = await IssueAsync(new ApiKeyDraft { Name = "Reader", Scopes = [Scopes.FacilitiesRead] });
        using var client = _hub.Client(issued.Text);
        (await client.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await _hub.Admin.PostAsync($"api-keys/{issued.Key.Id}/disable", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await client.GetAsync("systems");
        await refused.ProblemAsync(HttpStatusCode.Unauthorized, "api_key_disabled");

        (await _hub.Admin.PostAsync($"api-keys/{issued.Key.Id}/enable", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_is_refused_from_its_expiry_on()
    {
        var issued = await IssueAsync(new ApiKeyDraft
        {
            Name = "Reader",
            Scopes = [Scopes.FacilitiesRead],
            ExpiresAt = _hub.Clock.GetUtcNow().AddMinutes(1),
        });
        using var client = _hub.Client(issued.Text);
        (await client.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);

        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        using var answer = await client.GetAsync("systems");
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "api_key_expired");
    }

    [Fact]
    public async Task A_deleted_key_is_refused()
    {
        var issued = await IssueAsync(new ApiKeyDraft { Name = "Reader", Scopes = [Scopes.FacilitiesRead] });
        using var client = _hub.Client(issued.Text);
        (await client.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await _hub.Admin.DeleteAsync($"api-keys/{issued.Key.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var answer = await client.GetAsync("systems");
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "api_key_invalid");
    }

    [Fact]
    public async Task A_missing_scope_and_a_facility_that_is_not_covered_are_named()
    {
        using var client = await _hub.CallerAsync([Scopes.FacilitiesRead], ["north"]);
        using var scope = await client.GetAsync("facilities/north/visits");
        (await scope.ProblemAsync(HttpStatusCode.Forbidden, "scope_missing")).Text("detail").ShouldContain("visits:read");
        using var facility = await client.GetAsync("facilities/south");
        (await facility.ProblemAsync(HttpStatusCode.Forbidden, "facility_not_covered")).Text("detail").ShouldContain("south");
    }

    [Fact]
    public async Task The_last_use_is_written_once_an_hour()
    {
        var issued = await IssueAsync(new ApiKeyDraft { Name = "Reader", Scopes = [Scopes.FacilitiesRead] });
        using var client = _hub.Client(issued.Text);
        await client.GetAsync("systems");
        var first = _hub.Clock.GetUtcNow();
        (await LastUseAsync(issued)).ShouldBe(first);

        _hub.Clock.Advance(TimeSpan.FromMinutes(59));
        await client.GetAsync("systems");
        (await LastUseAsync(issued)).ShouldBe(first);

        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.GetAsync("systems");
        (await LastUseAsync(issued)).ShouldBe(_hub.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_key_survives_the_hub_and_its_secret_is_nowhere_in_the_store()
    {
        var issued = await IssueAsync(new ApiKeyDraft { Name = "Reader", Scopes = [Scopes.FacilitiesRead] });
        var stored = await _hub.Services.GetRequiredService<ApiKeyStore>().GetAsync(issued.Key.Id, CancellationToken.None);
        stored.ShouldNotBeNull().Value.SecretHash.Length.ShouldBe(32);
        System.Text.Json.JsonSerializer.Serialize(stored.Value).ShouldNotContain(issued.Text.Split('_')[2]);
    }

    [Fact]
    public async Task Too_many_failures_from_an_address_are_limited_and_good_keys_go_on()
    {
        await using var hub = await Hub.StartAsync(options => options.FailuresPerSecond = 1);
        (await hub.Admin.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 30; i++)
        {
            using var client = hub.Client(FormattableString.Invariant($"gh_{i:x16}_{0:x48}"));
            using var answer = await client.GetAsync("systems");
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                answer.RetryAfterSeconds().ShouldBe(1);
        }

        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        statuses.ShouldContain(HttpStatusCode.Unauthorized);
        (await hub.Admin.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Task<IssuedApiKey> IssueAsync(ApiKeyDraft draft) =>
        _hub.Services.GetRequiredService<ApiKeyService>().CreateAsync(new Input<ApiKeyDraft>(draft), CancellationToken.None);

    private async Task<DateTimeOffset?> LastUseAsync(IssuedApiKey issued) =>
        (await _hub.Services.GetRequiredService<ApiKeyService>().GetAsync(issued.Key.Id, CancellationToken.None)).LastUsedAt;
}
