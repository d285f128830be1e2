using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.CavVisit;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class AssumptionTests : CavVisitTest
{
    protected override CavVisitAssumptions Assumptions => new()
    {
        RefusedStatus = 403,
        UpdateMode = UpdateMode.Merge,
        DeleteAnswer = AssumedAnswer.EmptyList,
        ActivationAnswer = AssumedAnswer.List,
        GroupVisitAnswer = AssumedAnswer.Nothing,
        CheckTimesWritable = true,
        StatusExpected = 10,
        StatusCheckedIn = 20,
        StatusCheckedOut = 30,
    };

    [Fact]
    public async Task A_wrong_key_is_refused_with_the_assumed_status() =>
        (await ReadAsync(await Client.GetAsync("Visits/GetVisits?customerId=1&customerKey=x"))).Status.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_partial_update_keeps_what_it_omits()
    {
        var visit = Headquarters.Visits.List()[4];

        await UpdateVisitAsync(new { visit.Id, Notes = "only this", Email = (string?)null });

        Headquarters.Visits.Find(visit.Id).ShouldBe(visit with { Notes = "only this", Email = null, Status = 10 });
    }

    [Fact]
    public async Task A_partial_update_of_a_host_and_a_company_keeps_what_it_omits()
    {
        var host = Headquarters.Hosts.Find(SomeHost)!;
        var company = Headquarters.Companies.List()[0];

        await SendAsync(HttpMethod.Put, "Hosts/UpdateHost", Headquarters, ("Host", JsonText(new { host.Id, Department = "New" })));
        await SendAsync(HttpMethod.Put, "Companies/UpdateCompany", Headquarters, ("Company", JsonText(new { company.Id, Notes = "New" })));

        Headquarters.Hosts.Find(SomeHost).ShouldBe(host with { Department = "New" });
        Headquarters.Companies.Find(company.Id).ShouldBe(company with { Notes = "New" });
    }

    [Fact]
    public async Task Undocumented_answers_are_as_assumed()
    {
        var visit = Headquarters.Visits.List()[0];
        (await SendAsync(HttpMethod.Delete, "Visits/DeleteVisit", Headquarters, ("Id", visit.Id))).Body!.AsArray().ShouldBeEmpty();

        var activated = await SendAsync(HttpMethod.Put, "Hosts/ActivateHost", Headquarters, ("hostId", SomeHost));
        activated.Body!.AsArray().ShouldHaveSingleItem()!["Id"]!.GetValue<int>().ShouldBe(SomeHost);

        var group = JsonText(new { GroupName = "Assumed", Visitors = new[] { new { VisitorName = "A" } } });
        var created = await SendAsync(HttpMethod.Post, "Visits/CreateGroupVisit", Headquarters, ("GroupVisit", group));
        created.ShouldBe((HttpStatusCode.NoContent, (JsonNode?)null));
        Headquarters.Visits.List(stored => stored.GroupName == "Assumed").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Check_times_can_be_written_and_set_the_status()
    {
        var id = (int)(await CreateVisitAsync(new { VisitorName = "A" })).Body![0]!["Id"]!;
        Headquarters.Visits.Find(id)!.Status.ShouldBe(10);

        await UpdateVisitAsync(new { Id = id, DateCheckedIn = "2026-06-15T08:00:00Z" });
        Headquarters.Visits.Find(id)!.DateCheckedIn.ShouldBe(new DateTime(2026, 6, 15, 10, 0, 0));
        Headquarters.Visits.Find(id)!.Status.ShouldBe(20);

        await UpdateVisitAsync(new { Id = id, DateCheckedOut = "2026-06-15 11:00" });
        Headquarters.Visits.Find(id)!.Status.ShouldBe(30);
    }
}
