using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Local.Tests.Hosting;

namespace Gatehouse.Local.Tests.Requests;

/// <summary>Input that is wrong: it is named, and no vendor hears of it.</summary>
public abstract class BadInputTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Theory]
    [InlineData("GET", "visits")]
    [InlineData("GET", "visits/1")]
    [InlineData("POST", "visits")]
    [InlineData("POST", "visits/group")]
    [InlineData("PUT", "visits/key:k")]
    [InlineData("PATCH", "visits/1")]
    [InlineData("POST", "visits/1/end")]
    [InlineData("DELETE", "visits/1")]
    [InlineData("GET", "people")]
    [InlineData("GET", "organizations")]
    [InlineData("POST", "test")]
    [InlineData("GET", "capabilities")]
    [InlineData("DELETE", "")]
    public async Task An_unknown_facility_is_not_found(string method, string path)
    {
        var answer = await hub.Admin.SendAsync(new HttpMethod(method), $"facilities/nowhere/{path}".TrimEnd('/'), method is "GET" or "DELETE" ? null : "{}");

        answer.IsProblem(HttpStatusCode.NotFound, "facility_not_found").Text("retryable").ShouldBe("False");
    }

    [Fact]
    public async Task An_unknown_system_is_named_and_the_known_ones_are_told()
    {
        var problem = (await hub.Admin.PutAsync("facilities/odd", new { name = "Odd", system = "elevator", timeZone = "UTC" }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");

        problem.Pointers().ShouldBe(["/system"]);
        problem.GetRawText().ShouldContain("cavvisit");
        (await hub.Admin.GetAsync("facilities/odd")).IsProblem(HttpStatusCode.NotFound, "facility_not_found");
    }

    [Fact]
    public async Task A_facility_without_its_secret_says_which_and_calls_nobody()
    {
        await using var site = await hub.InstallAsync();
        (await hub.Admin.PutAsync(
            "facilities/no-secret",
            new { name = "x", system = "cavvisit", timeZone = "UTC", settings = new { customerId = 7, baseUrl = site.Simulator.Host.BaseAddress.ToString() } })).Is(HttpStatusCode.Created);

        foreach (var answer in new[]
        {
            await hub.Admin.GetAsync("facilities/no-secret/visits"),
            await hub.Admin.PostAsync("facilities/no-secret/visits", Installation.Draft("No Secret")),
            await hub.Admin.PostAsync("facilities/no-secret/test"),
        })
        {
            var problem = answer.IsProblem(HttpStatusCode.FailedDependency, "facility_misconfigured");
            problem.Text("detail").ShouldNotBeNull().ShouldContain("customer-key");
        }

        site.Simulator.Host.Requests.List().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ftp://vendor.example/")]
    [InlineData("vendor.example")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:pass@vendor.example/")]
    public async Task A_base_address_must_be_http(string baseUrl)
    {
        (await hub.Admin.PutAsync("facilities/wrong-url", new { name = "x", system = "cavvisit", timeZone = "UTC", settings = new { customerId = 1, baseUrl } }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/settings/baseUrl"]);
    }

    [Theory]
    [InlineData("2027-03-01T10:00:00+01:00", "2027-03-01T09:00:00+01:00", "/window/to")]
    [InlineData("2027-03-01T10:00:00+01:00", "2027-03-01T10:00:00+01:00", "/window/to")]
    [InlineData("2027-03-01T10:00:00+02:00", "2027-03-01T10:00:00+03:00", "/window/to")]
    [InlineData("2027-03-01T10:00:00", "2027-03-01T11:00:00+01:00", "/window/from")]
    [InlineData("2027-03-01", "2027-03-02T11:00:00+01:00", "/window/from")]
    [InlineData("2027-03-01T10:00:00+01:00", "tomorrow", "/window/to")]
    [InlineData("2027-02-30T10:00:00+01:00", "2027-03-02T11:00:00+01:00", "/window/from")]
    [InlineData("0001-01-01T00:00:00Z", "2027-03-02T11:00:00+01:00", "/window/from")]
    [InlineData("2027-03-01T10:00:00+01:00", "9999-12-31T23:59:59Z", "/window/to")]
    [InlineData("9999-12-31T23:59:30Z", "9999-12-31T23:59:59Z", "/window/from /window/to")]
    public async Task A_wrong_window_is_refused_on_create_put_and_patch(string from, string to, string pointers)
    {
        await using var site = await hub.InstallAsync();
        var draft = Installation.Draft("Wrong Window", from, to);
        var existing = site.Customer.Visits.List()[5];

        (await hub.Admin.PostAsync(site.Visits, draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(pointers.Split(' '));
        (await hub.Admin.PutAsync($"{site.Visits}/key:w", draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(pointers.Split(' '));
        (await hub.Admin.PatchAsync($"{site.Visits}/{existing.Id}", draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(pointers.Split(' '));
        draft["arrived"] = true;
        (await hub.Admin.PatchAsync($"{site.Visits}/{existing.Id}", draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid")
            .Pointers().ShouldBe([.. pointers.Split(' '), "/arrived"], ignoreOrder: true);
        site.Customer.Visits.Find(existing.Id).ShouldBe(existing);
        site.Simulator.Host.Requests.List().ShouldAllBe(request => request.Method == "GET");
    }

    [Theory]
    [InlineData("from=0001-01-01T00:00:00Z", "from")]
    [InlineData("from=9999-12-31T23:59:59Z", "from")]
    [InlineData("to=0001-01-01T00:00:00Z", "to")]
    [InlineData("to=9999-12-31T23:59:59Z", "to")]
    public async Task A_list_is_not_asked_for_times_that_cannot_be_reckoned_with(string query, string pointer)
    {
        await using var site = await hub.InstallAsync();

        (await hub.Admin.GetAsync($"{site.Visits}?{query}")).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe([pointer]);
        (await hub.Admin.PostAsync($"{site.Visits}/{site.Customer.Visits.List()[5].Id}/end", """{"at":"9999-12-31T23:59:59Z"}"""))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/at"]);
        (await hub.Admin.GetAsync($"{site.Visits}?from=1900-01-01T00:00:00Z&to=8999-12-31T23:59:59Z")).Is(HttpStatusCode.OK).Items().Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_patch_of_one_end_is_checked_against_the_other()
    {
        await using var site = await hub.InstallAsync();
        var visit = await site.CreateAsync(Installation.Draft("One End"));

        (await hub.Admin.PatchAsync($"{site.Visits}/{visit.Id()}", """{"window":{"to":"2027-03-01T08:00:00+01:00"}}"""))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/window/to"]);
        site.Calls("UpdateVisit").ShouldBe(0);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        await using var site = await hub.InstallAsync();
        var draft = new JsonObject
        {
            ["visitor"] = new JsonObject { ["email"] = "not an address", ["nickname"] = "x" },
            ["window"] = new JsonObject { ["from"] = "2027-03-01T10:00:00" },
            ["partySize"] = 0,
            ["colour"] = "red",
            ["notes"] = 7,
        };

        var problem = (await hub.Admin.PostAsync(site.Visits, draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");

        problem.Pointers().Distinct().Order(StringComparer.Ordinal).ShouldBe(
            ["/colour", "/notes", "/partySize", "/visitor/email", "/visitor/name", "/visitor/nickname", "/window/from", "/window/to"]);
        problem.Pointers().ShouldBeUnique();
        site.Simulator.Host.Requests.List().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{\"visitor\":")]
    [InlineData("not json")]
    [InlineData("{'visitor':{}}")]
    [InlineData("{\"notes\":\"a\",\"notes\":\"b\"}")]
    [InlineData("")]
    public async Task Malformed_json_is_refused_and_nothing_is_stored_under_its_idempotency_key(string body)
    {
        await using var site = await hub.InstallAsync();

        (await hub.Admin.PostAsync(site.Visits, body, once: $"bad-{body.Length}-{site.Id}")).IsProblem(HttpStatusCode.BadRequest, "malformed_json");
        site.Simulator.Host.Requests.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_of_two_mebibytes_is_too_large()
    {
        await using var site = await hub.InstallAsync();
        var draft = Installation.Draft("Too Large");
        draft["notes"] = new string('x', 2 * 1024 * 1024);

        (await hub.Admin.PostAsync(site.Visits, draft)).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        (await hub.Admin.PostAsync(site.Visits, draft, once: "too-large")).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        site.Simulator.Host.Requests.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_with_the_right_id_and_a_wrong_secret_is_refused()
    {
        await using var site = await hub.InstallAsync();
        var key = hub.Host.AdminKey;
        using var wrong = hub.Caller(key[..^1] + (key[^1] == 'a' ? 'b' : 'a'));

        (await wrong.PostAsync(site.Visits, Installation.Draft("Wrong Key"))).IsProblem(HttpStatusCode.Unauthorized, "api_key_invalid");
        (await wrong.GetAsync("facilities")).IsProblem(HttpStatusCode.Unauthorized, "api_key_invalid");
        site.Simulator.Host.Requests.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_idempotency_key_with_two_bodies_makes_one_visit()
    {
        await using var site = await hub.InstallAsync();

        (await hub.Admin.PostAsync(site.Visits, Installation.Draft("First Body"), once: "reused")).Is(HttpStatusCode.Created);
        (await hub.Admin.PostAsync(site.Visits, Installation.Draft("Second Body"), once: "reused"))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        (site.VisitsOf("First Body").Count, site.VisitsOf("Second Body").Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_cursor_that_was_changed_or_belongs_to_another_list_is_refused()
    {
        await using var site = await hub.InstallAsync();
        await using var other = await hub.InstallAsync();
        var next = (await hub.Admin.GetAsync($"{site.Visits}?limit=2")).Is(HttpStatusCode.OK).Text("nextLink").ShouldNotBeNull();
        var cursor = next[(next.IndexOf("cursor=", StringComparison.Ordinal) + 7)..];
        var changed = (cursor[4] == 'A' ? 'B' : 'A').ToString();

        foreach (var wrong in new[] { $"{site.Visits}?limit=2&cursor={cursor[..4]}{changed}{cursor[5..]}", $"{site.Visits}?limit=2&cursor=abc", $"{other.Visits}?limit=2&cursor={cursor}", $"{site.People}?limit=2&cursor={cursor}" })
            (await hub.Admin.GetAsync(wrong)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["cursor"], wrong);
        (await hub.Admin.GetAsync(next)).Is(HttpStatusCode.OK).Items().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("key:%20white-space-around%20")]
    [InlineData("key:control%07character")]
    public async Task A_key_that_cannot_be_one_is_refused(string address)
    {
        await using var site = await hub.InstallAsync();

        var answer = await hub.Admin.PutAsync($"{site.Visits}/{address}", Installation.Draft("Bad Key"));

        answer.IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["key"]);
        site.VisitsOf("Bad Key").ShouldBeEmpty();
    }
}
