using Gatehouse.Lanes;

namespace Gatehouse.Tests.Lanes;

public sealed class RetryDelaysTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(8, 640)]
    [InlineData(9, 900)]
    [InlineData(100_000, 900)]
    public void Waits_double_up_to_a_quarter_of_an_hour_and_are_spread(int attempts, double measure)
    {
        new RetryDelays(() => 0).After(attempts).TotalSeconds.ShouldBe(measure / 2);
        new RetryDelays(() => 0.5).After(attempts).TotalSeconds.ShouldBe(measure * 0.75);
        new RetryDelays(() => 1).After(attempts).TotalSeconds.ShouldBe(measure);
    }
}
