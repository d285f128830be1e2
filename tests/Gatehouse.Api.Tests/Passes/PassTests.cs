using System.Net;
using System.Text.Json;
using Gatehouse.Operations;
using Gatehouse.Passes;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Passes;

public sealed class PassTests : IAsyncLifetime
{
    private PassHub _hub = null!;

    public async Task InitializeAsync() => _hub = await PassHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_visit_has_one_link_until_it_is_revoked_and_then_another()
    {
        var visit = $"facilities/harbour/visits/{await _hub.CreateVisitAsync()}";
        using (var none = await _hub.Admin.GetAsync(visit + "/pass"))
            await none.ProblemAsync(HttpStatusCode.NotFound, "pass_not_found");
        (await _hub.Admin.GetJsonAsync(visit)).TryGetProperty("passUrl", out _).ShouldBeFalse();

        var first = await _hub.IssueAsync(visit);

        (await _hub.IssueAsync(visit)).ShouldBe(first);
        var pass = await _hub.Admin.GetJsonAsync(visit + "/pass");
        pass.Text("passUrl").ShouldBe(first.AbsoluteUri);
        (await _hub.Admin.GetJsonAsync(visit)).Text("passUrl").ShouldBe(first.AbsoluteUri);
        (await _hub.Admin.GetJsonAsync("facilities/harbour/visits")).GetProperty("value")[0].Text("passUrl").ShouldBe(first.AbsoluteUri);

        await RevokeAsync(pass.Text("id"));
        (await _hub.PageAsync(first)).ShouldContain(">Revoked<");
        (await _hub.Admin.GetJsonAsync(visit)).TryGetProperty("passUrl", out _).ShouldBeFalse();

        var second = await _hub.IssueAsync(visit);
        second.ShouldNotBe(first);
        (await _hub.PageAsync(second)).ShouldContain(">Valid now<");
        (await _hub.PageAsync(first)).ShouldContain(">Revoked<");
    }

    [Fact]
    public async Task A_grant_has_one_link_and_shows_it_to_those_who_may_see_credentials()
    {
        var id = await _hub.CreateGrantAsync();
        var link = await _hub.IssueAsync($"grants/{id}");

        var same = await _hub.SendAsync(HttpMethod.Post, "passes", $$"""{"grant":"{{id}}"}""", HttpStatusCode.OK);
        same.Text("passUrl").ShouldBe(link.AbsoluteUri);
        (await _hub.Admin.GetJsonAsync($"grants/{id}")).Text("passUrl").ShouldBe(link.AbsoluteUri);
        using var reader = await _hub.Hub.CallerAsync([Scopes.GrantsRead]);
        (await reader.GetJsonAsync($"grants/{id}")).TryGetProperty("passUrl", out _).ShouldBeFalse();
        var token = link.Segments[^1];
        _hub.Hub.Log.All.ShouldNotContain(line => line.Contains(token, StringComparison.Ordinal));
        (await _hub.Admin.GetJsonAsync("audit")).GetRawText().ShouldNotContain(token);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"grant":"1","facility":"harbour","visit":"2"}""")]
    [InlineData("""{"visit":"2"}""")]
    public async Task A_pass_is_of_a_grant_or_of_a_visit(string body)
    {
        using var answer = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "passes", body);
        await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid");
    }

    [Fact]
    public async Task A_key_issues_and_revokes_passes_of_its_own_facilities_alone()
    {
        var visit = await _hub.CreateVisitAsync();
        var grant = await _hub.CreateGrantAsync(facilities: ["harbour", "hq"]);
        var link = await _hub.IssueAsync($"grants/{grant}");
        using var other = await _hub.Hub.CallerAsync([Scopes.GrantsRead, Scopes.VisitsRead, Scopes.CredentialsRead, Scopes.CredentialsWrite], ["hq"]);

        using var ofVisit = await other.SendJsonAsync(HttpMethod.Post, "passes", $$"""{"facility":"harbour","visit":"{{visit}}"}""");
        (await ofVisit.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/facility"]);
        using var ofGrant = await other.SendJsonAsync(HttpMethod.Post, $"grants/{grant}/pass", "{}");
        await ofGrant.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid");
        using var read = await other.GetAsync($"grants/{grant}/pass");
        await read.ProblemAsync(HttpStatusCode.NotFound, "grant_not_found");
        (await other.GetJsonAsync($"grants/{grant}")).TryGetProperty("passUrl", out _).ShouldBeFalse();
        var id = (await _hub.Admin.GetJsonAsync($"grants/{grant}/pass")).Text("id");
        using var revoked = await other.DeleteAsync($"passes/{id}");
        await revoked.ProblemAsync(HttpStatusCode.NotFound, "pass_not_found");
        (await _hub.PageAsync(link)).ShouldContain(">Valid now<");
    }

    [Fact]
    public async Task Unknown_and_tampered_links_look_alike()
    {
        var link = await _hub.IssueAsync($"grants/{await _hub.CreateGrantAsync()}");
        var token = link.Segments[^1];
        var flipped = token.ToCharArray();
        flipped[40] = flipped[40] == 'A' ? 'B' : 'A';
        var named = token.ToCharArray();
        named[3] = named[3] == 'A' ? 'B' : 'A';
        var answers = new List<(HttpStatusCode, string, string)>();
        foreach (var wrong in new[] { "x", new string('A', 66), new string(flipped), new string(named), token[..^1], token + "A", "%FF%41", "a.b" })
        {
            foreach (var part in new[] { "", "/qr.svg", "/qr.png?place=3" })
            {
                using var answer = await _hub.Hub.Anonymous.GetAsync($"/pass/{wrong}{part}");
                answers.Add((answer.StatusCode, part, await answer.Content.ReadAsStringAsync() + string.Join('\n', answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}={string.Join(',', header.Value)}"))));
            }
        }

        answers.ShouldAllBe(answer => answer.Item1 == HttpStatusCode.NotFound);
        answers.Distinct().Count().ShouldBe(3);
        answers[0].Item3.ShouldContain("This link is not valid");
    }

    [Fact]
    public async Task Who_asks_for_the_head_of_a_link_gets_that_of_the_page()
    {
        var link = await _hub.IssueAsync($"grants/{await _hub.CreateGrantAsync()}");

        using var good = await _hub.Hub.Anonymous.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
        (good.StatusCode, good.Content.Headers.ContentType?.MediaType, (await good.Content.ReadAsByteArrayAsync()).Length).ShouldBe((HttpStatusCode.OK, "text/html", 0));
        using var bad = await _hub.Hub.Anonymous.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/pass/x"));
        bad.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_grants_page_follows_the_grant()
    {
        var id = await _hub.CreateGrantAsync(from: 3, to: 5);
        var link = await _hub.IssueAsync($"grants/{id}");

        var early = await _hub.PageAsync(link);
        early.ShouldContain(">Not yet valid<");
        early.ShouldContain("Åsa Ek");
        early.ShouldContain("Harbour &lt;House&gt; &amp; Sons");
        early.ShouldContain("Main gate");

        // 08:00 UTC is half past one in the afternoon at the facility.
        early.ShouldContain("Monday 15 June 2026, 16:30");
        early.ShouldContain("2026-06-15T18:30:00");
        early.ShouldNotContain("<img");
        early.ShouldNotContain("visitor.example");

        _hub.Hub.Clock.Advance(TimeSpan.FromHours(2.5));
        (await _hub.PageAsync(link)).ShouldContain("<img");
        _hub.Hub.Clock.Advance(TimeSpan.FromHours(1));
        (await _hub.PageAsync(link)).ShouldContain(">Valid now<");

        await _hub.SendAsync(HttpMethod.Patch, $"grants/{id}", JsonSerializer.Serialize(new { window = new { to = _hub.In(4) } }), HttpStatusCode.Accepted);
        await _hub.WorkAsync();
        _hub.Hub.Clock.Advance(TimeSpan.FromHours(3));
        (await _hub.PageAsync(link)).ShouldContain(">Valid now<");
        _hub.Hub.Clock.Advance(TimeSpan.FromHours(1));
        var over = await _hub.PageAsync(link);
        over.ShouldContain(">Expired<");
        over.ShouldNotContain("Åsa");
        over.ShouldNotContain("Harbour");
    }

    [Fact]
    public async Task A_revoked_grant_and_a_deleted_visit_show_nothing_of_the_visitor()
    {
        var grant = await _hub.CreateGrantAsync();
        var visit = await _hub.CreateVisitAsync();
        Uri[] links = [await _hub.IssueAsync($"grants/{grant}"), await _hub.IssueAsync($"facilities/harbour/visits/{visit}")];

        (await _hub.Admin.DeleteAsync($"grants/{grant}")).Dispose();
        (await _hub.Admin.DeleteAsync($"facilities/harbour/visits/{visit}")).Dispose();

        foreach (var link in links)
        {
            var page = await _hub.PageAsync(link);
            page.ShouldContain(">Revoked<");
            page.ShouldNotContain("Åsa");
            using var image = await _hub.Hub.Anonymous.GetAsync(link + "/qr.svg");
            image.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task The_page_is_encoded_not_kept_not_indexed_and_runs_nothing_of_others()
    {
        var link = await _hub.IssueAsync($"facilities/harbour/visits/{await _hub.CreateVisitAsync()}");

        using var answer = await _hub.Hub.Anonymous.GetAsync(link);
        var page = await answer.Content.ReadAsStringAsync();

        page.ShouldContain("Åsa &lt;b&gt;Ek&lt;/b&gt;");
        page.ShouldContain("<noscript><meta http-equiv=\"refresh\" content=\"45\"></noscript>");
        System.Text.RegularExpressions.Regex.IsMatch(page, "<script(?![^>]* src=)|<style| style=| on[a-z]+=", System.Text.RegularExpressions.RegexOptions.IgnoreCase).ShouldBeFalse();
        var headers = answer.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value));
        headers["Content-Security-Policy"].ShouldStartWith("default-src 'none';");
        headers["Content-Security-Policy"].ShouldNotContain("unsafe");
        headers["Cache-Control"].ShouldBe("no-store");
        headers["Referrer-Policy"].ShouldBe("no-referrer");
        headers["X-Robots-Tag"].ShouldBe("noindex, nofollow");
        foreach (System.Text.RegularExpressions.Match asset in System.Text.RegularExpressions.Regex.Matches(page, "(?:href|src)=\"(/pass/assets/[^\"]+)\""))
        {
            using var loaded = await _hub.Hub.Anonymous.GetAsync(asset.Groups[1].Value);
            loaded.StatusCode.ShouldBe(HttpStatusCode.OK);
            loaded.Headers.CacheControl!.ToString().ShouldContain("immutable");
        }
    }

    [Fact]
    public async Task A_revoked_link_is_never_good_again_even_when_its_pass_was_forgotten()
    {
        var grant = await _hub.CreateGrantAsync();
        var old = await _hub.IssueAsync($"grants/{grant}");
        await RevokeAsync((await _hub.Admin.GetJsonAsync($"grants/{grant}/pass")).Text("id"));
        (await _hub.Hub.Services.GetRequiredService<PassStore>().PruneAsync(_hub.Hub.Clock.GetUtcNow().AddDays(1), CancellationToken.None)).ShouldBe(1);
        using (var forgotten = await _hub.Hub.Anonymous.GetAsync(old))
            forgotten.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var link = await _hub.IssueAsync($"grants/{grant}");

        link.ShouldNotBe(old);
        (await _hub.PageAsync(old)).ShouldContain(">Revoked<");
        (await _hub.PageAsync(link)).ShouldContain(">Valid now<");
    }

    [Fact]
    public async Task A_link_that_is_asked_for_too_often_waits()
    {
        await using var hub = await PassHub.StartAsync(options => options.PassRequestsPerSecond = 1);
        var link = await hub.IssueAsync($"grants/{await hub.CreateGrantAsync()}");
        await hub.PageAsync(link);
        await hub.PageAsync(link);

        using var answer = await hub.Hub.Anonymous.GetAsync(link);

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Too many requests");
    }

    [Fact]
    public async Task Links_begin_with_the_address_that_visitors_reach()
    {
        await using var hub = await PassHub.StartAsync(options => options.PublicBaseUrl = new Uri("https://access.example.com/hub/"));
        (await hub.IssueAsync($"grants/{await hub.CreateGrantAsync()}")).AbsoluteUri.ShouldStartWith("https://access.example.com/hub/pass/");
    }

    private async Task RevokeAsync(string id)
    {
        using var revoked = await _hub.Admin.DeleteAsync($"passes/{id}");
        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}
