using Gatehouse.Simulators.CavVisit;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class DateTests : CavVisitTest
{
    [Theory]
    [InlineData("2026-07-01 05:15", "2026-07-01T05:15:00")]
    [InlineData("2026-07-01 05:15:30", "2026-07-01T05:15:30")]
    [InlineData("2026-07-01T05:15:00", "2026-07-01T05:15:00")]
    [InlineData("2026-07-01T05:15:00Z", "2026-07-01T07:15:00")]
    [InlineData("2026-01-01T05:15:00.250Z", "2026-01-01T06:15:00")]
    [InlineData("2026-07-01T05:15:00-07:00", "2026-07-01T14:15:00")]
    [InlineData("0001-01-01T00:00:00", "0001-01-01T00:00:00")]
    public async Task A_date_is_answered_in_the_local_time_of_the_head_quarters(string sent, string answered)
    {
        var (_, body) = await CreateVisitAsync(new { VisitorName = "A", Host = SomeHost, DateVisit = sent, DateValidTo = sent });

        body![0]!["DateVisit"]!.GetValue<string>().ShouldBe(answered);
        body[0]!["DateValidTo"]!.GetValue<string>().ShouldBe(answered);
    }

    [Fact]
    public async Task A_date_with_a_zone_becomes_local_on_the_west_coast()
    {
        var visit = JsonText(new { VisitorName = "A", Host = West.Hosts.List()[0].Id, DateVisit = "2026-07-01T05:15:00Z" });

        var (_, body) = await SendAsync(HttpMethod.Post, "Visits/CreateVisit", West, ("Visit", visit));

        body![0]!["DateVisit"]!.GetValue<string>().ShouldBe("2026-06-30T22:15:00");
    }

    [Fact]
    public async Task An_update_takes_both_formats_too()
    {
        var id = Headquarters.Visits.List()[0].Id;

        var (_, body) = await UpdateVisitAsync(
            new { Id = id, VisitorName = "A", Host = SomeHost, DateVisit = "2026-07-01T05:15:00Z", DateValidTo = "2026-07-01 09:00" });

        body![0]!["DateVisit"]!.GetValue<string>().ShouldBe("2026-07-01T07:15:00");
        body[0]!["DateValidTo"]!.GetValue<string>().ShouldBe("2026-07-01T09:00:00");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"0001-01-01T00:00:00\"")]
    public async Task An_unset_date_stays_unset(string date)
    {
        var (_, body) = await CreateVisitAsync($$"""{"VisitorName": "A", "Host": {{SomeHost}}, "DateVisit": {{date}}}""");

        Headquarters.Visits.Find((int)body![0]!["Id"]!)!.DateVisit.ShouldBe(default);
    }

    [Fact]
    public async Task Answers_can_be_assumed_to_write_dates_as_requests_do()
    {
        await using var simulator = await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
        {
            Assumptions = new CavVisitAssumptions { DateAnswer = DateAnswer.Minutes },
        });
        var customer = simulator.Customer(1);
        var visit = customer.AddVisit(new Visit { VisitorName = "A", DateVisit = new DateTime(2026, 7, 1, 5, 15, 0) });
        var address = new Uri(simulator.Host.BaseAddress, "Visits/GetVisitById" + QueryOf(Values(customer, ("id", visit.Id))));

        var (_, body) = await ReadAsync(await Client.GetAsync(address));

        body![0]!["DateVisit"]!.GetValue<string>().ShouldBe("2026-07-01 05:15");
    }
}
