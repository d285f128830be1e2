using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.AktionNext;

namespace Gatehouse.Simulators.Tests.AktionNext;

public sealed class VisitTests : AktionNextTest
{
    [Fact]
    public async Task A_login_gives_a_token_for_20_seconds()
    {
        var (status, body) = await PostAsync(
            "login", new JsonObject { ["Result"] = null, ["UserLogin"] = "gatehouse", ["ApiKey"] = "demo-aktion-key" });

        status.ShouldBe(HttpStatusCode.OK);
        Guid.TryParse((string)body!["Token"]!, out _).ShouldBeTrue();
        ((int)body["ExpireInSec"]!).ShouldBe(20);
        ((string)body["ExpireDate"]!).ShouldBe($"/Date({Clock.GetUtcNow().AddSeconds(20).ToUnixTimeMilliseconds()})/");
    }

    [Theory]
    [InlineData("nobody", "demo-aktion-key", 1003)]
    [InlineData("gatehouse", "wrong", 1004)]
    public async Task A_wrong_login_is_refused(string user, string key, int code)
    {
        var (status, body) = await PostAsync("login", new JsonObject { ["UserLogin"] = user, ["ApiKey"] = key });

        (status, (int)body!["Code"]!).ShouldBe((HttpStatusCode.Unauthorized, code));
    }

    [Fact]
    public async Task A_created_visit_has_an_entry_code_and_is_read_as_it_was_sent()
    {
        var id = Guid.NewGuid();
        var (status, body) = await PostAsync("visit/create", NewVisit(id));
        (status, (int)body!["Result"]!["Code"]!).ShouldBe((HttpStatusCode.OK, 0));

        var code = (await GetAsync("visit/getIdentifierEntryCode", $"&VisitId={id}")).Body!;
        ((string)code["IdentifierEntryCode"]!).Length.ShouldBe(6);
        ((string)code["IdentifierEntryCodeQR"]!).ShouldNotBeEmpty();
        var read = (await GetAsync("visit/get", $"&VisitId={id}")).Body!;
        ((int)read["State"]!, (string)read["Reason"]!).ShouldBe((VisitStates.New, "a & b + č 😀"));
        ((int)read["Visitor"]!["Anything"]!, (string)read["VisitedPerson"]!["Surname"]!).ShouldBe((1, "Svobodová"));
    }

    [Fact]
    public async Task A_scheduled_visit_is_planned_for_its_date()
    {
        var visit = NewVisit(Guid.NewGuid());
        visit["VisitDate"] = "2026-06-20T09:00:00";
        (await PostAsync("visit/schedule", visit)).Status.ShouldBe(HttpStatusCode.OK);

        var row = (await GetAsync("visit/getAll", "&TimeFrom=2026-06-20T00:00:00&PageNumber=1&PageSize=100")).Body!["Visits"]!.AsArray()
            .Single(row => (string?)row!["VisitId"] == (string?)visit["VisitId"])!;
        ((bool)row["IsPlanned"]!, (string)row["Visitor"]!).ShouldBe((true, "Müller Zoë"));
        ((string)row["ValidFrom"]!).ShouldBe($"/Date({new DateTimeOffset(2026, 6, 20, 7, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()})/");
        row["State"].ShouldBeNull();
    }

    [Theory]
    [InlineData("VisitId", null, 1002)]
    [InlineData("Visitor", null, 1002)]
    [InlineData("VisitType", null, 1002)]
    [InlineData("Reason", null, 1002)]
    [InlineData("VisitId", "00000000-0000-4000-8000-000000000001", 1002)]
    [InlineData("VisitedPerson", """{"PersonId": "1"}""", 1100)]
    [InlineData("VisitedOrgStructure", """{"Structure": "no such"}""", 1160)]
    public async Task What_is_wrong_with_a_new_visit_is_refused(string member, string? value, int code)
    {
        var visit = NewVisit(Guid.NewGuid());
        visit[member] = value is null || value[0] == '{' ? JsonNode.Parse(value ?? "null") : value;
        var before = Simulator.Data.Visits.Count;

        ((int)(await PostAsync("visit/create", visit)).Body!["Code"]!).ShouldBe(code);

        Simulator.Data.Visits.Count.ShouldBe(before);
    }

    [Fact]
    public async Task The_state_of_a_visit_follows_control_and_passages()
    {
        var visit = Simulator.Data.Visits.Find(VisitOf(VisitStates.AllValid))!;
        (await ControlAsync(HttpMethod.Post, $"passages?person={visit.VisitorId}&direction=1")).ShouldBe(HttpStatusCode.OK);
        Simulator.Data.Visits.Find(visit.Id)!.State.ShouldBe(VisitStates.InArea);
        (await ControlAsync(HttpMethod.Post, $"visits/{visit.Id}/state?value=8")).ShouldBe(HttpStatusCode.OK);
        Simulator.Data.Visits.Find(visit.Id)!.State.ShouldBe(VisitStates.Rejected);

        var passes = (await GetAsync(
            "attendance/getPassByPerson", $"&PersonId={visit.VisitorId}&TimeFrom=2026-06-15T09:00:00&TimeTo=2026-06-15T10:00:00")).Body!["Passes"]!;
        passes.AsArray().ShouldHaveSingleItem()!["Direction"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Reset_brings_back_the_seeds()
    {
        await EndAsync(VisitOf(0));
        Simulator.Data.Refuse(new Refusal(8));

        (await ControlAsync(HttpMethod.Post, "reset")).ShouldBe(HttpStatusCode.NoContent);

        (await EndAsync(VisitOf(0))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_log_shows_neither_token_nor_key()
    {
        await EndAsync(VisitOf(0));

        var log = Simulator.Host.Requests.List();
        log[0].Form["ApiKey"].ShouldBe("***");
        log[1].Query["Token"].ShouldBe("***");
    }
}
