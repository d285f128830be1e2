using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Operations;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Testing;

namespace Gatehouse.Local.Tests.Visits;

/// <summary>A visit at one facility that carries access to another.</summary>
public abstract class VisitAccessTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Fact]
    public async Task A_visit_carries_a_grant_that_follows_it()
    {
        await using var site = await hub.InstallAsync();
        await using var other = await hub.InstallAsync();
        var draft = Draft("Vera Visitor", other.Id);

        var visit = (await hub.Admin.PostAsync(site.Visits, draft, once: "visit-" + site.Id)).Is(HttpStatusCode.Created);
        var again = (await hub.Admin.PostAsync(site.Visits, draft, once: "visit-" + site.Id)).Is(HttpStatusCode.Created);
        again.Text("grantId").ShouldBe(visit.Text("grantId").ShouldNotBeNull());
        var grant = $"grants/{visit.Text("grantId")}";
        await StateAsync(grant, "active");
        var read = (await hub.Admin.GetAsync(grant)).Is(HttpStatusCode.OK);
        (read.Text("visit/facility"), read.Text("visit/id"), read.Text("subject/name")).ShouldBe((site.Id, visit.Id(), "Vera Visitor"));
        other.VisitsOf("Vera Visitor").Count.ShouldBe(1);
        (await hub.Admin.GetAsync($"{site.Visits}/{visit.Id()}")).Is(HttpStatusCode.OK).Text("grantId").ShouldBe(visit.Text("grantId"));

        (await hub.Admin.PatchAsync($"{site.Visits}/{visit.Id()}", """{"window":{"to":"2027-03-01T12:00:00+01:00"}}""")).Is(HttpStatusCode.OK);
        await Wait.UntilAsync(() => other.VisitsOf("Vera Visitor")[0].DateValidTo == new DateTime(2027, 3, 1, 12, 0, 0, DateTimeKind.Unspecified));
        (await hub.Admin.PatchAsync($"{site.Visits}/{visit.Id()}", """{"access":[]}""")).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldBe(["/access"]);

        (await hub.Admin.DeleteAsync($"{site.Visits}/{visit.Id()}")).Is(HttpStatusCode.NoContent);
        await StateAsync(grant, "revoked");
        other.VisitsOf("Vera Visitor").ShouldBeEmpty();
    }

    /// <summary>What the example flow of a visit that is extended by a reply does, when the visitor is there already.</summary>
    [Fact]
    public async Task A_visit_that_has_arrived_is_extended_and_its_access_with_it()
    {
        await using var site = await hub.InstallAsync(new CavVisitAssumptions { CheckTimesWritable = true }, new { checkInByUpdate = true });
        await using var other = await hub.InstallAsync();
        var visit = (await hub.Admin.PostAsync(site.Visits, Draft("Erik Extended", other.Id))).Is(HttpStatusCode.Created);
        var grant = $"grants/{visit.Text("grantId")}";
        await StateAsync(grant, "active");
        (await hub.Admin.PostAsync($"{site.Visits}/{visit.Id()}/arrive")).Is(HttpStatusCode.OK).Text("status").ShouldBe("arrived");

        var extended = (await hub.Admin.PatchAsync($"{site.Visits}/{visit.Id()}", """{"window":{"to":"2027-03-01T11:00:00+01:00"}}""")).Is(HttpStatusCode.OK);

        (extended.Text("status"), extended.Time("window/from"), extended.Time("window/to")).ShouldBe(
            ("arrived", new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.FromHours(1)), new DateTimeOffset(2027, 3, 1, 11, 0, 0, TimeSpan.FromHours(1))));
        await Wait.UntilAsync(() => other.VisitsOf("Erik Extended")[0].DateValidTo == new DateTime(2027, 3, 1, 11, 0, 0, DateTimeKind.Unspecified));
    }

    [Fact]
    public async Task A_visit_that_is_gone_at_the_vendor_loses_its_access()
    {
        await using var site = await hub.InstallAsync();
        await using var other = await hub.InstallAsync();
        var visit = (await hub.Admin.PostAsync(site.Visits, Draft("Greta Gone", other.Id))).Is(HttpStatusCode.Created);
        var grant = $"grants/{visit.Text("grantId")}";
        await StateAsync(grant, "active");

        site.Customer.Visits.Remove(visit.Number());
        (await hub.Admin.PostAsync($"{site.Facility}/sync", new { kind = "visits" })).Is(HttpStatusCode.Accepted);

        await StateAsync(grant, "revoked");
        other.VisitsOf("Greta Gone").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_whose_access_is_refused_is_not_created()
    {
        await using var site = await hub.InstallAsync();
        using var writer = await hub.CallerAsync(Scopes.VisitsWrite);
        var wrong = Draft("Rita Refused", site.Id);
        wrong["access"]![0]!["roles"] = new JsonArray(new JsonObject { ["id"] = "1" });

        (await hub.Admin.PostAsync(site.Visits, wrong)).IsProblem(HttpStatusCode.UnprocessableEntity, "roles_unsupported").Pointers().ShouldBe(["/access/0/roles"]);
        (await writer.PostAsync(site.Visits, Draft("Rita Refused", site.Id))).IsProblem(HttpStatusCode.Forbidden, "scope_missing");
        var group = new { common = new { access = new[] { new { facility = site.Id } } }, visitors = new[] { new { name = "Rita Refused" } } };
        (await hub.Admin.PostAsync($"{site.Visits}/group", group)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid").Pointers().ShouldContain("/common/access");
        site.VisitsOf("Rita Refused").ShouldBeEmpty();
    }

    private static JsonObject Draft(string visitor, string facility)
    {
        var draft = Installation.Draft(visitor);
        draft["access"] = new JsonArray(new JsonObject { ["facility"] = facility });
        return draft;
    }

    private Task StateAsync(string grant, string state) =>
        Wait.UntilAsync(async () => (await hub.Admin.GetAsync(grant)).Is(HttpStatusCode.OK).Text("state") == state);
}
