using Gatehouse.Lanes;

namespace Gatehouse.Tests.Lanes;

public sealed class LaneTicketTests
{
    [Fact]
    public void A_ticket_survives_its_text()
    {
        var ticket = new LaneTicket(Lane.OfFacility("hq", 4), new DateTimeOffset(2026, 6, 15, 8, 0, 1, TimeSpan.Zero), "00-1-2-01");

        LaneTicket.Parse(ticket.ToString()).ShouldBe(ticket);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"lane":{"id":"","concurrency":1}}""")]
    [InlineData("""{"lane":{"id":"facility:hq","concurrency":0}}""")]
    [InlineData("""{"lane":{"id":"facility:hq","concurrency":65}}""")]
    public void What_is_no_ticket_is_refused(string text) => Should.Throw<FormatException>(() => LaneTicket.Parse(text));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(8, 7)]
    public void Of_several_slots_of_a_facility_one_is_kept_for_urgent_items(int concurrency, int open)
    {
        Lane.OfFacility("hq", concurrency).OpenSlots.ShouldBe(open);
        Lane.OfSubscription("s", concurrency).OpenSlots.ShouldBe(concurrency);
    }
}
