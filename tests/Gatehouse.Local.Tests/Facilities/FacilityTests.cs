using System.Net;
using Gatehouse.Local.Tests.Hosting;

namespace Gatehouse.Local.Tests.Facilities;

public abstract class FacilityTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Fact]
    public async Task The_demo_facilities_work_as_they_are()
    {
        var demos = (await hub.Admin.GetAsync("facilities")).Is(HttpStatusCode.OK).Items().Where(item => item.Id().StartsWith("demo-", StringComparison.Ordinal)).ToList();
        demos.Select(demo => demo.Text("system")).Distinct().ShouldBe(["cavvisit", "aktion-next", "spintly", "happy-habitat", "vizpin"], ignoreOrder: true);
        foreach (var demo in demos)
            (await hub.Admin.PostAsync($"facilities/{demo.Id()}/test")).Is(HttpStatusCode.OK);
        foreach (var (facility, list) in new[] { ("demo-hq", "visits"), ("demo-prague", "visits"), ("demo-homes", "visits"), ("demo-cowork", "sites"), ("demo-harbor", "people") })
            (await hub.Admin.GetAsync($"facilities/{facility}/{list}")).Is(HttpStatusCode.OK).Items().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_facility_is_listed_read_changed_and_deleted_and_what_it_omits_stays()
    {
        await using var site = await hub.InstallAsync(settings: new { encoding = "json" });

        (await hub.Admin.GetAsync("facilities")).Is(HttpStatusCode.OK).Items().Select(item => item.Id()).ShouldContain(site.Id);
        var changed = (await hub.Admin.PutAsync(site.Facility, """{"name":"Renamed","settings":{"apiVersion":"1.1"}}""")).Is(HttpStatusCode.OK);
        (changed.Text("name"), changed.Text("settings/encoding"), changed.Text("settings/apiVersion")).ShouldBe(("Renamed", "json", "1.1"));
        (await hub.Admin.PostAsync($"{site.Facility}/test")).Is(HttpStatusCode.OK);
        (await hub.Admin.DeleteAsync(site.Facility)).Is(HttpStatusCode.NoContent);
        (await hub.Admin.GetAsync(site.Facility)).IsProblem(HttpStatusCode.NotFound, "facility_not_found");
        (await hub.Admin.GetAsync(site.Visits)).IsProblem(HttpStatusCode.NotFound, "facility_not_found");
    }

    [Fact]
    public async Task A_new_address_does_not_get_the_old_secret()
    {
        await using var site = await hub.InstallAsync();
        await using var other = await hub.InstallAsync();
        var settings = new { baseUrl = other.Simulator.Host.BaseAddress.ToString() };

        (await hub.Admin.PutAsync(site.Facility, new { settings })).Is(HttpStatusCode.OK);

        (await hub.Admin.GetAsync(site.Visits)).IsProblem(HttpStatusCode.FailedDependency, "facility_misconfigured")
            .Text("vendor/code").ShouldBe("secret_missing");
        other.Simulator.Host.Requests.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task Capabilities_say_what_is_there_what_is_not_now_and_why()
    {
        await using var site = await hub.InstallAsync(settings: new { apiVersion = "1.1" });

        var items = (await hub.Admin.GetAsync($"{site.Facility}/capabilities")).Is(HttpStatusCode.OK).Items();

        var arrive = items.Single(item => item.Text("operation") == "visits.arrive");
        arrive.Text("state").ShouldBe("unavailable");
        arrive.Text("reason").ShouldNotBeNull().ShouldContain("checkInByUpdate");
        items.Single(item => item.Text("operation") == "visits.list").Text("state").ShouldBe("supported");
        var group = new { common = new { window = new { from = "2027-01-01T10:00:00Z", to = "2027-01-01T11:00:00Z" } }, visitors = new[] { new { name = "A B" } } };
        (await hub.Admin.PostAsync($"{site.Visits}/group", group)).IsProblem(HttpStatusCode.UnprocessableEntity, "capability_unavailable")
            .Text("detail").ShouldNotBeNull().ShouldContain("apiVersion");
        site.Simulator.Host.Requests.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_system_without_an_operation_says_so()
    {
        (await hub.Admin.PutAsync("facilities/bare", new { name = "Bare", system = "bare", timeZone = "UTC" })).Is(HttpStatusCode.Created);

        (await hub.Admin.GetAsync("facilities/bare/visits")).IsProblem(HttpStatusCode.UnprocessableEntity, "capability_absent")
            .Text("detail").ShouldNotBeNull().ShouldContain("visits.list");
        (await hub.Admin.GetAsync("visits")).Is(HttpStatusCode.OK).GetProperty("failures").GetArrayLength().ShouldBe(0);
    }
}
