using System.Globalization;
using Gatehouse.Time;

namespace Gatehouse.Tests.Time;

public sealed class CalendarYearsTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00Z", false)]
    [InlineData("1900-01-01T00:00:00+01:00", false)]
    [InlineData("1900-01-01T00:00:00Z", true)]
    [InlineData("8999-12-31T23:59:59Z", true)]
    [InlineData("9999-12-31T23:59:59Z", false)]
    public void Times_that_cannot_be_reckoned_with_are_refused(string time, bool fits) =>
        (CalendarYears.Problem(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)) is null).ShouldBe(fits);
}
