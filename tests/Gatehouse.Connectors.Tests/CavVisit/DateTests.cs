using System.Globalization;
using Gatehouse.Connectors.CavVisit;
using Gatehouse.Time;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.CavVisit;

public sealed class DateTests
{
    private static readonly CavVisitDates Stockholm = new(FacilityZone.Find("Europe/Stockholm"), inUtc: false);
    private static readonly CavVisitDates NewYork = new(FacilityZone.Find("America/New_York"), inUtc: false);

    [Theory]
    [InlineData("2026-06-16 09:30")]
    [InlineData("2026-06-16 09:30:00")]
    [InlineData("2026-06-16T09:30")]
    [InlineData("2026-06-16T09:30:00")]
    [InlineData("2026-06-16T09:30:00.000")]
    [InlineData("2026-06-16T07:30:00Z")]
    [InlineData("2026-06-16T07:30:00.0000000Z")]
    [InlineData("2026-06-16T12:30:00+05:00")]
    [InlineData("/Date(1781595000000)/")]
    [InlineData("/Date(1781595000000+0200)/")]
    public void Every_likely_format_is_read(string text) =>
        Read(Stockholm, text, LocalEdge.Start).ShouldBe("2026-06-16T09:30:00+02:00");

    [Theory]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01 00:00")]
    [InlineData("/Date(-62135596800000)/")]
    [InlineData("/Date(-62135600400000+0100)/")]
    [InlineData("")]
    [InlineData(null)]
    public void No_date_is_null(string? text) => Stockholm.Read(Drafts.Json(text), LocalEdge.Start).ShouldBeNull();

    [Theory]
    [InlineData("3/20/2020 5:15:00 AM")]
    [InlineData("soon")]
    [InlineData("/Date(x)/")]
    [InlineData("/Date()/")]
    public void Another_format_is_a_protocol_error(string text) =>
        Should.Throw<VendorException>(() => Stockholm.Read(Drafts.Json(text), LocalEdge.Start)).Error.Kind.ShouldBe(VendorErrorKind.Protocol);

    [Theory]
    [InlineData("2026-03-29 02:30", "2026-03-29T03:30:00+02:00", "2026-03-29T03:30:00+02:00")]
    [InlineData("2026-10-25 02:30", "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00")]
    public void At_the_edges_of_daylight_saving_Stockholm_never_widens(string text, string start, string end)
    {
        Read(Stockholm, text, LocalEdge.Start).ShouldBe(start);
        Read(Stockholm, text, LocalEdge.End).ShouldBe(end);
    }

    [Theory]
    [InlineData("2026-03-08T02:30:00", "2026-03-08T03:30:00-04:00", "2026-03-08T03:30:00-04:00")]
    [InlineData("2026-11-01T01:30:00", "2026-11-01T01:30:00-05:00", "2026-11-01T01:30:00-04:00")]
    public void At_the_edges_of_daylight_saving_New_York_never_widens(string text, string start, string end)
    {
        Read(NewYork, text, LocalEdge.Start).ShouldBe(start);
        Read(NewYork, text, LocalEdge.End).ShouldBe(end);
    }

    [Fact]
    public void Seconds_never_widen_a_window()
    {
        var instant = new DateTimeOffset(2026, 6, 16, 7, 30, 1, TimeSpan.Zero);

        Stockholm.Write(instant, LocalEdge.Start).ShouldBe("2026-06-16 09:31");
        Stockholm.Write(instant, LocalEdge.End).ShouldBe("2026-06-16 09:30");
        NewYork.Write(instant.AddSeconds(-1), LocalEdge.Start).ShouldBe("2026-06-16 03:30");
    }

    [Fact]
    public void What_the_vendor_holds_to_the_second_is_written_back_as_it_is()
    {
        var held = Drafts.Json("2026-06-16T09:30:42");
        var instant = Stockholm.Read(held, LocalEdge.End)!.Value;

        Stockholm.Write(instant, LocalEdge.End, held).ShouldBe("2026-06-16T09:30:42");
        Stockholm.Write(instant.AddSeconds(1), LocalEdge.End, held).ShouldBe("2026-06-16 09:30");
    }

    [Fact]
    public void Dates_are_in_UTC_where_the_facility_says_so()
    {
        var dates = new CavVisitDates(FacilityZone.Find("Europe/Stockholm"), inUtc: true);

        Read(dates, "2026-06-16 07:30", LocalEdge.Start).ShouldBe("2026-06-16T09:30:00+02:00");
        dates.Write(new DateTimeOffset(2026, 6, 16, 9, 30, 0, TimeSpan.FromHours(2)), LocalEdge.Start).ShouldBe("2026-06-16 07:30");
    }

    private static string Read(CavVisitDates dates, string text, LocalEdge edge) =>
        dates.Read(Drafts.Json(text), edge)!.Value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
