using System.Net;
using Gatehouse.Operations;

namespace Gatehouse.Api.Tests.Visits;

public sealed class PeopleAndOrganizationTests : IAsyncLifetime
{
    private Installation _hq = null!;

    public async Task InitializeAsync() => _hq = await Installation.StartAsync();

    public async Task DisposeAsync() => await _hq.DisposeAsync();

    [Fact]
    public async Task An_organization_is_created_changed_and_deleted()
    {
        using var created = await _hq.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/organizations", """{"key":"o1","name":"Åre Bygg AB"}""");
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        using var changed = await _hq.Admin.SendJsonAsync(HttpMethod.Patch, "facilities/hq/organizations/key:o1", """{"notes":"New"}""");
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        (await _hq.Admin.GetJsonAsync("facilities/hq/organizations?q=bygg")).GetProperty("value").GetArrayLength().ShouldBe(1);
        (await _hq.Admin.DeleteAsync("facilities/hq/organizations/key:o1")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_person_is_created_deactivated_activated_and_deleted()
    {
        var organization = (await _hq.Admin.GetJsonAsync("facilities/hq/organizations?limit=1")).GetProperty("value")[0].Text("id");
        using var created = await _hq.Admin.SendJsonAsync(
            HttpMethod.Post, "facilities/hq/people", $$$"""{"name":"Nils Ny","email":"nils@host.example","organization":{"id":"{{{organization}}}"}}""");
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var address = created.Headers.Location!.ToString();
        using var off = await _hq.Admin.PostAsync(address + "/deactivate", null);
        (await off.JsonAsync()).GetProperty("active").GetBoolean().ShouldBeFalse();
        using var on = await _hq.Admin.PostAsync(address + "/activate", null);
        (await on.JsonAsync()).GetProperty("active").GetBoolean().ShouldBeTrue();
        (await _hq.Admin.GetJsonAsync("people?email=NILS@host.example")).GetProperty("value").GetArrayLength().ShouldBe(1);
        (await _hq.Admin.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task National_numbers_and_passwords_are_shown_only_as_far_as_the_key_allows()
    {
        using var reader = await _hq.Hub.CallerAsync([Scopes.PeopleRead]);
        using var trusted = await _hq.Hub.CallerAsync([Scopes.PeopleRead, Scopes.PeopleSensitive]);
        const string address = "facilities/hq/people?include=raw&limit=1000";
        var (little, more) = ((await reader.GetJsonAsync(address)).GetRawText(), (await trusted.GetJsonAsync(address)).GetRawText());
        little.ShouldNotContain("860101-0007");
        more.ShouldContain("860101-0007");
        more.ShouldNotContain("seed-password");
    }

    [Fact]
    public async Task Facilities_are_listed_tested_described_and_deleted()
    {
        await _hq.PutFacilityAsync("west");
        using var one = await _hq.Hub.CallerAsync([Scopes.FacilitiesRead], ["hq"]);
        (await one.GetJsonAsync("facilities")).GetProperty("value").EnumerateArray().Select(facility => facility.Text("id")).ShouldBe(["hq"]);
        var page = await _hq.Admin.GetJsonAsync("facilities?limit=1");
        (await _hq.Admin.GetJsonAsync(page.Text("nextLink"))).GetProperty("value")[0].Text("id").ShouldBe("west");

        using var test = await _hq.Admin.PostAsync("facilities/hq/test", null);
        (await test.JsonAsync()).Text("detail").ShouldNotBeEmpty();
        (await _hq.Admin.GetJsonAsync("facilities/hq/capabilities")).GetProperty("value").EnumerateArray()
            .ShouldContain(capability => capability.Text("operation") == "visits.create" && capability.Text("state") == "supported");
        (await _hq.Admin.GetJsonAsync("systems/cavvisit")).GetProperty("settings").GetArrayLength().ShouldBeGreaterThan(3);
        using var unknown = await _hq.Admin.GetAsync("systems/nothing");
        await unknown.ProblemAsync(HttpStatusCode.NotFound, "system_not_found");

        (await _hq.Admin.DeleteAsync("facilities/west")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await _hq.Admin.GetAsync("facilities/west");
        await gone.ProblemAsync(HttpStatusCode.NotFound, "facility_not_found");
    }

    [Fact]
    public async Task A_facility_without_its_secret_says_which_one_and_how_to_set_it()
    {
        using var put = await _hq.Admin.SendJsonAsync(
            HttpMethod.Put, "facilities/bare", $$$"""{"name":"Bare","system":"cavvisit","timeZone":"Europe/Stockholm","settings":{"customerId":7,"baseUrl":"{{{_hq.Simulator.Host.BaseAddress}}}"}}""");
        put.StatusCode.ShouldBe(HttpStatusCode.Created, await put.Content.ReadAsStringAsync());
        using var answer = await _hq.Admin.GetAsync("facilities/bare/organizations");
        var problem = await answer.ProblemAsync(HttpStatusCode.FailedDependency, "facility_misconfigured");
        problem.Text("detail").ShouldContain("/api/v1/facilities/bare/secrets/customer-key");
        problem.GetProperty("vendor").Text("code").ShouldBe("secret_missing");
    }
}
