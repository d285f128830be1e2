using System.Net;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class VisitWriteTests : CavVisitTest
{
    private static readonly string[] MadeByTheVendor =
        ["Id", "HostName", "CardNumber", "Pincode", "DateCheckedIn", "DateCheckedOut", "Status", "CampTracId", "QrCode"];

    [Fact]
    public async Task The_seed_example_creates_a_visit()
    {
        var (status, body) = await CreateVisitAsync($$"""
            {"VisitorName": "Chris Park", "VisitorCompany": "CavVisit SA", "Telephone": "0046889977", "MobilePhone": "040888877",
             "Email": "chris.park@cavvisit-sa.com", "Host": "{{SomeHost}}", "Notes": "Created by API", "CarPlate": "NMM 565",
             "GroupName": "SV GROUP", "Place": "Office", "Subject": "API visit", "Organizer": "Chris Park", "Field1": "f1",
             "DateVisit": "2020-03-20 05:15", "DateValidTo": "2021-11-29 10:00"}
            """);

        status.ShouldBe(HttpStatusCode.OK);
        var visit = body!.AsArray().ShouldHaveSingleItem()!;
        visit["Host"]!.GetValue<int>().ShouldBe(SomeHost);
        visit["HostName"]!.GetValue<string>().ShouldBe("Anna Lind");
        visit["DateVisit"]!.GetValue<string>().ShouldBe("2020-03-20T05:15:00");
        visit["Pincode"]!.GetValue<string>().Length.ShouldBe(4);
        visit["QrCode"]!.GetValue<string>().ShouldNotBeNullOrEmpty();
        Headquarters.Visits.Find(visit["Id"]!.GetValue<int>())!.CarPlate.ShouldBe("NMM 565");
    }

    [Fact]
    public async Task Every_writable_member_survives_create_update_and_get()
    {
        var created = (await CreateVisitAsync(Filled("a", flag: true))).Body![0]!;
        ShouldBeAsSent(created, Filled("a", flag: true));

        var change = Filled("b", flag: false);
        change["Id"] = created["Id"]!.DeepClone();
        ShouldBeAsSent((await UpdateVisitAsync(change)).Body![0]!, change);

        var read = (await GetAsync("Visits/GetVisitById", Headquarters, ("id", (int)created["Id"]!))).Body![0]!;
        ShouldBeAsSent(read, change);
    }

    [Fact]
    public async Task Members_that_only_the_vendor_makes_cannot_be_written()
    {
        var visit = Headquarters.Visits.List()[3];

        await UpdateVisitAsync(new
        {
            visit.Id,
            visit.VisitorName,
            visit.Host,
            HostName = "x",
            CardNumber = "x",
            Pincode = "x",
            QrCode = "x",
            Status = 9,
            CampTracId = 9,
            DateCheckedIn = "2020-01-01 10:00",
            DateCheckedOut = "2020-01-01 11:00",
        });

        var stored = Headquarters.Visits.Find(visit.Id)!;
        (stored.HostName, stored.CardNumber, stored.Pincode, stored.QrCode).ShouldBe(
            (visit.HostName, visit.CardNumber, visit.Pincode, visit.QrCode));
        (stored.Status, stored.CampTracId, stored.DateCheckedIn, stored.DateCheckedOut).ShouldBe(
            (visit.Status, visit.CampTracId, visit.DateCheckedIn, visit.DateCheckedOut));
    }

    [Fact]
    public async Task An_update_clears_what_it_omits()
    {
        var visit = Headquarters.Visits.List()[0];

        await UpdateVisitAsync(new { visit.Id, visit.VisitorName, visit.Host });

        var stored = Headquarters.Visits.Find(visit.Id)!;
        stored.CarPlate.ShouldBeNull();
        stored.DateVisit.ShouldBe(default);
        stored.QrCode.ShouldBe(visit.QrCode);
    }

    [Fact]
    public async Task An_update_follows_a_new_host()
    {
        var visit = Headquarters.Visits.List()[0];
        var host = Headquarters.Hosts.List()[5];

        var (_, body) = await UpdateVisitAsync(new { visit.Id, visit.VisitorName, Host = host.Id });

        body![0]!["HostName"]!.GetValue<string>().ShouldBe("Fredrik Holm");
    }

    [Theory]
    [InlineData("Id")]
    [InlineData("id")]
    public async Task Both_spellings_of_the_id_delete(string name)
    {
        var id = Headquarters.Visits.List()[0].Id;

        var (status, body) = await SendAsync(HttpMethod.Delete, "Visits/DeleteVisit", Headquarters, (name, id));

        status.ShouldBe(HttpStatusCode.OK);
        body!.GetValue<bool>().ShouldBeTrue();
        Headquarters.Visits.Find(id).ShouldBeNull();
        (await SendAsync(HttpMethod.Delete, "Visits/DeleteVisit", Headquarters, (name, id))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_update_of_an_unknown_visit_is_404()
    {
        var (status, body) = await UpdateVisitAsync(new { Id = 1, VisitorName = "A", Host = SomeHost });

        status.ShouldBe(HttpStatusCode.NotFound);
        body!["Message"]!.GetValue<string>().ShouldContain("1");
    }

    [Theory]
    [InlineData("""{"Host": 1501}""", "VisitorName")]
    [InlineData("""{"VisitorName": " ", "Host": 1501}""", "VisitorName")]
    [InlineData("""{"VisitorName": "A", "Host": "4711"}""", "4711")]
    [InlineData("""{"VisitorName": "A", "Host": "Anna"}""", "Host")]
    [InlineData("""{"VisitorName": "A", "Host": 1501, "DateVisit": "tomorrow"}""", "DateVisit")]
    [InlineData("""{"VisitorName": "A", "Host": 1501, "Cfield1": "maybe"}""", "Cfield1")]
    [InlineData("""{"VisitorName": ["A"], "Host": 1501}""", "VisitorName")]
    [InlineData("""{"VisitorName": "A", """, "Visit")]
    [InlineData("null", "Visit")]
    [InlineData("[]", "Visit")]
    public async Task A_bad_visit_is_400_and_makes_nothing(string visit, string inMessage)
    {
        var before = Headquarters.Visits.Count;

        var (status, body) = await CreateVisitAsync(visit);

        status.ShouldBe(HttpStatusCode.BadRequest);
        body!["Message"]!.GetValue<string>().ShouldContain(inMessage);
        Headquarters.Visits.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_missing_visit_is_400() =>
        (await SendAsync(HttpMethod.Post, "Visits/CreateVisit", Headquarters)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Two_hundred_creates_at_once_make_two_hundred_ids()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            CreateVisitAsync(new { VisitorName = $"Visitor {number}", Host = SomeHost, Field10 = $"marker {number}" })));

        created.Select(answer => (int)answer.Body![0]!["Id"]!).Distinct().Count().ShouldBe(200);
        created.Select(answer => (string)answer.Body![0]!["QrCode"]!).Distinct().Count().ShouldBe(200);
        Headquarters.Visits.List(visit => visit.Field10 is not null).Select(visit => visit.Field10).Distinct().Count().ShouldBe(200);
    }

    private JsonObject Filled(string text, bool flag)
    {
        var visit = new JsonObject();
        foreach (var member in ModelMembers.Visit.Except(MadeByTheVendor))
        {
            visit[member] = member switch
            {
                "Host" => SomeHost,
                "DateVisit" or "DateValidTo" => flag ? "2026-07-01T10:00:00" : "2026-07-02T11:30:00",
                _ when member.StartsWith("Cfield", StringComparison.Ordinal) => flag,
                _ => $"{member} {text} åß \"{{&=+%",
            };
        }

        return visit;
    }

    private static void ShouldBeAsSent(JsonNode answer, JsonObject sent)
    {
        foreach (var (member, value) in sent)
            answer[member]!.ToJsonString().ShouldBe(value!.ToJsonString(), member);
    }
}
