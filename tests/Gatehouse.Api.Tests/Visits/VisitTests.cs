using System.Net;
using System.Text.Json;
using Gatehouse.Operations;

namespace Gatehouse.Api.Tests.Visits;

public sealed class VisitTests : IAsyncLifetime
{
    private const string Body = """
        {"visitor":{"name":"Chris Park","company":"Park Ltd"},"window":{"from":"2026-06-16T09:00:00+02:00","to":"2026-06-16T10:00:00+02:00"},"host":{"email":"host1.7@host.example"}}
        """;

    private Installation _hq = null!;

    public async Task InitializeAsync() => _hq = await Installation.StartAsync();

    public async Task DisposeAsync() => await _hq.DisposeAsync();

    [Fact]
    public async Task A_visit_is_created_read_changed_ended_and_deleted()
    {
        using var created = await _hq.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/visits", Body);
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var address = created.Headers.Location!.ToString();
        address.ShouldBe($"/api/v1/facilities/hq/visits/{(await created.JsonAsync()).Text("id")}");

        var visit = await _hq.Admin.GetJsonAsync(address);
        visit.GetProperty("visitor").Text("lastName").ShouldBe("Park");
        visit.GetProperty("window").Text("from").ShouldBe("2026-06-16T09:00:00+02:00");
        visit.TryGetProperty("raw", out _).ShouldBeFalse();
        (await _hq.Admin.GetJsonAsync(address + "?include=raw")).TryGetProperty("raw", out _).ShouldBeTrue();

        using var patched = await _hq.Admin.SendJsonAsync(HttpMethod.Patch, address, """{"visitor":{"company":null},"notes":"By train"}""");
        patched.StatusCode.ShouldBe(HttpStatusCode.OK, await patched.Content.ReadAsStringAsync());
        var changed = await patched.JsonAsync();
        changed.Text("notes").ShouldBe("By train");
        changed.GetProperty("visitor").TryGetProperty("company", out _).ShouldBeFalse();

        using var ended = await _hq.Admin.SendJsonAsync(HttpMethod.Post, address + "/end", """{"reason":"Left early"}""");
        ended.StatusCode.ShouldBe(HttpStatusCode.OK, await ended.Content.ReadAsStringAsync());
        (await ended.JsonAsync()).Text("endReason").ShouldBe("Left early");

        (await _hq.Admin.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await _hq.Admin.GetAsync(address);
        var problem = await gone.ProblemAsync(HttpStatusCode.NotFound, "not_found");
        problem.GetProperty("vendor").Text("system").ShouldBe("cavvisit");
    }

    [Fact]
    public async Task Put_by_key_creates_and_then_changes_the_same_visit()
    {
        using var created = await _hq.Admin.SendJsonAsync(HttpMethod.Put, "facilities/hq/visits/key:order-17", Body);
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        using var changed = await _hq.Admin.SendJsonAsync(HttpMethod.Put, "facilities/hq/visits/key:order-17", """{"notes":"Twice"}""");
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        var visit = await _hq.Admin.GetJsonAsync("facilities/hq/visits/key:order-17");
        visit.Text("notes").ShouldBe("Twice");
        visit.Text("id").ShouldBe((await created.JsonAsync()).Text("id"));
    }

    [Fact]
    public async Task The_same_request_with_one_idempotency_key_makes_one_visit()
    {
        var before = _hq.Simulator.Customer(7).Visits.Count;
        using var first = await _hq.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/visits", Body, "k1");
        using var second = await _hq.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/visits", Body, "k1");
        second.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        _hq.Simulator.Customer(7).Visits.Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_group_tells_what_became_of_each_member()
    {
        using var answer = await _hq.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/visits/group", """
            {"common":{"window":{"from":"2026-06-16T09:00:00+02:00","to":"2026-06-16T10:00:00+02:00"},"host":{"email":"host1.7@host.example"}},
             "visitors":[{"name":"Ada One"},{"name":"Bo Two"}]}
            """);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var group = await answer.JsonAsync();
        var outcomes = group.GetProperty("outcomes").EnumerateArray().ToList();
        outcomes.Count.ShouldBe(2);
        outcomes.ShouldAllBe(outcome => outcome.GetProperty("created").GetBoolean()
            && outcome.GetProperty("visit").Text("groupId") == group.Text("groupId"));
    }

    [Fact]
    public async Task The_list_pages_to_its_end_for_one_facility_and_over_those_that_the_key_covers()
    {
        var all = await ListAsync("facilities/hq/visits?limit=3");
        all.Count.ShouldBe(_hq.Simulator.Customer(7).Visits.Count);
        all.Distinct().Count().ShouldBe(all.Count);

        (await ListAsync("visits?limit=3")).ShouldBe(all, ignoreOrder: true);
        (await ListAsync("visits?limit=3&facility=hq")).ShouldBe(all, ignoreOrder: true);
        using var limited = await _hq.Hub.CallerAsync([Scopes.VisitsRead], ["elsewhere"]);
        (await limited.GetJsonAsync("visits")).GetProperty("value").GetArrayLength().ShouldBe(0);
        using var refused = await limited.GetAsync("visits?facility=hq");
        await refused.ProblemAsync(HttpStatusCode.Forbidden, "facility_not_covered");
    }

    [Fact]
    public async Task Over_facilities_one_that_fails_is_named_and_hides_no_other()
    {
        await _hq.PutFacilityAsync("east");
        using var wrong = await _hq.Admin.SendJsonAsync(HttpMethod.Put, "facilities/east/secrets/customer-key", """{"value":"wrong"}""");
        wrong.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var page = await _hq.Admin.GetJsonAsync("visits?limit=1000");
        page.GetProperty("value").EnumerateArray().ShouldAllBe(visit => visit.Text("facility") == "hq");
        page.GetProperty("value").GetArrayLength().ShouldBe(_hq.Simulator.Customer(7).Visits.Count);
        var failure = page.GetProperty("failures").EnumerateArray().ShouldHaveSingleItem();
        failure.Text("facility").ShouldBe("east");
        failure.GetProperty("problem").Text("code").ShouldBe("vendor_unauthenticated");
    }

    [Fact]
    public async Task Only_those_who_may_see_credentials_do_and_the_qr_image_is_theirs()
    {
        var withCode = (await _hq.Admin.GetJsonAsync("facilities/hq/visits?limit=1000")).GetProperty("value").EnumerateArray()
            .First(visit => Qr(visit) is not null);
        var (id, code) = (withCode.Text("id"), Qr(withCode)!);
        using var reader = await _hq.Hub.CallerAsync([Scopes.VisitsRead]);
        foreach (var address in new[] { $"facilities/hq/visits/{id}?include=raw", "facilities/hq/visits?include=raw", "visits?include=raw" })
            (await reader.GetJsonAsync(address)).GetRawText().ShouldNotContain(code);
        using var refused = await reader.GetAsync($"facilities/hq/visits/{id}/qr.png");
        await refused.ProblemAsync(HttpStatusCode.Forbidden, "scope_missing");

        using var guard = await _hq.Hub.CallerAsync([Scopes.VisitsRead, Scopes.CredentialsRead]);
        using var png = await guard.GetAsync($"facilities/hq/visits/{id}/qr.png");
        png.StatusCode.ShouldBe(HttpStatusCode.OK);
        png.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        using var svg = await guard.GetAsync($"facilities/hq/visits/{id}/qr.svg");
        svg.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        (await svg.Content.ReadAsStringAsync()).ShouldStartWith("<svg");
    }

    [Fact]
    public async Task A_visit_without_a_qr_code_has_no_image()
    {
        var customer = _hq.Simulator.Customer(7);
        var visit = customer.Visits.List()[0];
        customer.Visits.Change(visit.Id, known => known with { QrCode = null });
        using var image = await _hq.Admin.GetAsync($"facilities/hq/visits/{visit.Id}/qr.png");
        await image.ProblemAsync(HttpStatusCode.NotFound, "no_qr");
    }

    [Theory]
    [InlineData("""{"visitor":{"name":"A B"},"window":{"from":"2026-06-16T09:00:00","to":"2026-06-16T08:00:00+02:00"},"colour":1}""", new[] { "/window/from", "/colour" })]
    [InlineData("""{"visitor":{"name":"A B"},"window":{"from":"2026-06-16T09:00:00Z","to":"2026-06-16T08:00:00Z"}}""", new[] { "/window/to" })]
    public async Task A_wrong_visit_names_what_is_wrong_and_the_vendor_is_not_called(string body, string[] pointers)
    {
        var calls = _hq.Simulator.Host.Requests.List().Count;
        using var answer = await _hq.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/visits", body);
        var named = (await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers();
        pointers.ShouldAllBe(pointer => named.Contains(pointer));
        _hq.Simulator.Host.Requests.List().Count.ShouldBe(calls);
    }

    private async Task<List<string>> ListAsync(string? address)
    {
        var ids = new List<string>();
        while (address is not null)
        {
            var page = await _hq.Admin.GetJsonAsync(address);
            ids.AddRange(page.GetProperty("value").EnumerateArray().Select(visit => visit.Text("id")));
            address = page.GetProperty("nextLink").GetString();
        }

        return ids;
    }

    private static string? Qr(JsonElement visit) => visit.GetProperty("credentials").EnumerateArray()
        .Where(credential => credential.Text("kind") == "qr" && credential.TryGetProperty("value", out _))
        .Select(credential => credential.Text("value"))
        .FirstOrDefault();
}
