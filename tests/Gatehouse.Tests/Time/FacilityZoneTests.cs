using Gatehouse.Time;

namespace Gatehouse.Tests.Time;

public sealed class FacilityZoneTests
{
    private static readonly FacilityZone Stockholm = FacilityZone.Find("Europe/Stockholm");
    private static readonly FacilityZone NewYork = FacilityZone.Find("America/New_York");

    [Theory]
    [InlineData("Europe/Stockholm", "2026-03-29T02:30:00", "2026-03-29T03:30:00+02:00")]
    [InlineData("Europe/Stockholm", "2026-03-29T02:00:00", "2026-03-29T03:00:00+02:00")]
    [InlineData("America/New_York", "2026-03-08T02:30:00", "2026-03-08T03:30:00-04:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-04T02:45:00+11:00")]
    public void A_skipped_time_moves_forward_by_the_gap(string zone, string local, string expected)
    {
        foreach (var edge in Enum.GetValues<LocalEdge>())
            FacilityZone.Find(zone).FromLocal(DateTime.Parse(local), edge).ShouldBe(DateTimeOffset.Parse(expected));
    }

    [Theory]
    [InlineData("Europe/Stockholm", "2026-10-25T02:30:00", LocalEdge.Start, "2026-10-25T02:30:00+01:00")]
    [InlineData("Europe/Stockholm", "2026-10-25T02:30:00", LocalEdge.End, "2026-10-25T02:30:00+02:00")]
    [InlineData("America/New_York", "2026-11-01T01:30:00", LocalEdge.Start, "2026-11-01T01:30:00-05:00")]
    [InlineData("America/New_York", "2026-11-01T01:30:00", LocalEdge.End, "2026-11-01T01:30:00-04:00")]
    public void Of_a_time_shown_twice_a_start_is_the_later_and_an_end_the_earlier(string zone, string local, LocalEdge edge, string expected)
    {
        var instant = FacilityZone.Find(zone).FromLocal(DateTime.Parse(local), edge);

        instant.ShouldBe(DateTimeOffset.Parse(expected));
        instant.Offset.ShouldBe(DateTimeOffset.Parse(expected).Offset);
    }

    [Fact]
    public void Ordinary_times_round_trip_with_the_season_s_offset()
    {
        Stockholm.FromLocal(new DateTime(2026, 1, 15, 9, 0, 0), LocalEdge.Start).ShouldBe(DateTimeOffset.Parse("2026-01-15T09:00:00+01:00"));
        Stockholm.FromLocal(new DateTime(2026, 7, 15, 9, 0, 0), LocalEdge.Start).ShouldBe(DateTimeOffset.Parse("2026-07-15T09:00:00+02:00"));
        var summer = NewYork.ToLocal(DateTimeOffset.Parse("2026-07-15T13:00:00Z"));
        summer.Offset.ShouldBe(TimeSpan.FromHours(-4));
        NewYork.FromLocal(summer.DateTime, LocalEdge.End).ShouldBe(summer);
    }

    [Fact]
    public void Daylight_saving_never_makes_a_window_wider()
    {
        foreach (var zone in new[] { Stockholm, NewYork })
        {
            var local = new DateTime(2026, 1, 1);
            for (var quarter = 0; quarter < 366 * 96; quarter++, local = local.AddMinutes(15))
                zone.FromLocal(local, LocalEdge.Start).ShouldBeGreaterThanOrEqualTo(zone.FromLocal(local, LocalEdge.End));
        }
    }

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Europe/Gotham")]
    [InlineData("")]
    public void Names_that_are_no_IANA_zone_are_refused(string id) => FacilityZone.TryFind(id, out _).ShouldBeFalse();
}
