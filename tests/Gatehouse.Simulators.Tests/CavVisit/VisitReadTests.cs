using System.Net;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class VisitReadTests : CavVisitTest
{
    [Fact]
    public async Task GetVisits_answers_all_visits_of_the_customer()
    {
        var (status, body) = await GetAsync("Visits/GetVisits", Headquarters);

        status.ShouldBe(HttpStatusCode.OK);
        body!.AsArray().Select(visit => (int)visit!["Id"]!).ShouldBe(Headquarters.Visits.List().Select(visit => visit.Id));
    }

    [Fact]
    public async Task GetVisitById_answers_a_list_of_one()
    {
        var visit = Headquarters.Visits.List()[2];

        var (_, body) = await GetAsync("Visits/GetVisitById", Headquarters, ("id", visit.Id));

        body!.AsArray().ShouldHaveSingleItem()!["VisitorName"]!.GetValue<string>().ShouldBe(visit.VisitorName);
    }

    [Fact]
    public async Task GetVisitById_of_an_unknown_visit_answers_an_empty_list()
    {
        var (status, body) = await GetAsync("Visits/GetVisitById", Headquarters, ("id", 1));

        status.ShouldBe(HttpStatusCode.OK);
        body!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task GetVisitsByHost_answers_the_visits_of_that_host_only()
    {
        var visit = Headquarters.Visits.List()[3];

        var (_, body) = await GetAsync("Visits/GetVisitsByHost", Headquarters, ("hostId", visit.Host));

        body!.AsArray().ShouldHaveSingleItem()!["Id"]!.GetValue<int>().ShouldBe(visit.Id);
    }

    [Theory]
    [InlineData("2030-01-01 10:00", "2030-01-01 12:00", true)]
    [InlineData("2030-01-01 11:00", "2030-01-01 11:30", true)]
    [InlineData("2030-01-01 12:00", "2030-01-01 13:00", true)]
    [InlineData("2030-01-01 12:01", "2030-01-01 13:00", false)]
    [InlineData("2030-01-01 08:00", "2030-01-01 09:59", false)]
    [InlineData("2030-01-01T10:30:00Z", "2030-01-01T10:40:00Z", true)]
    [InlineData("2030-01-01T11:30:00Z", "2030-01-01T11:40:00Z", false)]
    public async Task GetVisitsByDate_answers_visits_that_touch_the_window(string from, string to, bool found)
    {
        await CreateVisitAsync(new { VisitorName = "A", Host = SomeHost, DateVisit = "2030-01-01 10:00", DateValidTo = "2030-01-01 12:00" });

        var (_, body) = await GetAsync("Visits/GetVisitsByDate", Headquarters, ("dateFrom", from), ("dateTo", to));

        body!.AsArray().Count.ShouldBe(found ? 1 : 0);
    }

    [Fact]
    public async Task GetVisitsByDate_takes_an_unset_end_as_the_start()
    {
        await CreateVisitAsync(new { VisitorName = "A", Host = SomeHost, DateVisit = "2030-01-01 10:00" });

        (await GetAsync("Visits/GetVisitsByDate", Headquarters, ("dateFrom", "2030-01-01 09:00"), ("dateTo", "2030-01-01 10:00")))
            .Body!.AsArray().Count.ShouldBe(1);
        (await GetAsync("Visits/GetVisitsByDate", Headquarters, ("dateFrom", "2030-01-01 10:01"), ("dateTo", "2030-01-01 11:00")))
            .Body!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Visits/GetVisitById", "id", "one")]
    [InlineData("Visits/GetVisitById", "visitId", "1")]
    [InlineData("Visits/GetVisitsByHost", "hostid", "1")]
    [InlineData("Visits/GetVisitsByDate", "dateFrom", "2030-01-01 10:00")]
    public async Task A_missing_or_wrong_parameter_is_400(string path, string name, string value)
    {
        var (status, body) = await GetAsync(path, Headquarters, (name, value));

        status.ShouldBe(HttpStatusCode.BadRequest);
        body!["Message"]!.GetValue<string>().ShouldStartWith("The request is invalid");
    }

    [Fact]
    public async Task A_window_that_is_no_date_is_400()
    {
        var (status, body) = await GetAsync("Visits/GetVisitsByDate", Headquarters, ("dateFrom", "today"), ("dateTo", "2030-01-01 10:00"));

        status.ShouldBe(HttpStatusCode.BadRequest);
        body!["Message"]!.GetValue<string>().ShouldContain("dateFrom");
    }

    [Fact]
    public async Task Every_member_of_the_model_is_present_in_its_order()
    {
        var (_, body) = await GetAsync("Visits/GetVisits", Headquarters);

        var expected = ModelMembers.Visit;
        body!.AsArray()[0]!.AsObject().Select(member => member.Key).ShouldBe(expected);
        body!.AsArray()[0]!["Notes"].ShouldBeNull();
        body!.AsArray()[0]!["DateCheckedOut"]!.GetValue<string>().ShouldBe("0001-01-01T00:00:00");
    }
}
