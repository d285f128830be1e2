using Gatehouse.Work;

namespace Gatehouse.Tests.Work;

public sealed class WorkLimitsTests
{
    private const string Longest = "a2345678901234567890123456789012345678901234567890123456";

    [Theory]
    [InlineData("abc")]
    [InlineData("1-2-3")]
    [InlineData("tickets-poison")]
    [InlineData(Longest)]
    [InlineData(Longest + "-poison")]
    public void A_queue_name_is_taken(string queue) => WorkLimits.CheckQueue(queue);

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("-ab")]
    [InlineData("ab-")]
    [InlineData("a--b")]
    [InlineData("aBc")]
    [InlineData("a.b")]
    [InlineData("abé")]
    [InlineData(Longest + "7")]
    [InlineData(Longest + "7-poison")]
    public void Another_queue_name_is_refused(string queue) => Should.Throw<ArgumentException>(() => WorkLimits.CheckQueue(queue));

    [Fact]
    public void A_message_is_measured_in_UTF8_bytes()
    {
        WorkLimits.CheckBody(new string('é', WorkLimits.MessageBytes / 2));

        Should.Throw<ArgumentException>(() => WorkLimits.CheckBody(new string('é', WorkLimits.MessageBytes / 2) + "x"));
        Should.Throw<ArgumentException>(() => WorkLimits.CheckBody(new string('x', WorkLimits.MessageBytes + 1)));
    }

    [Fact]
    public void The_largest_message_fits_a_queue_message_as_Base64() => ((WorkLimits.MessageBytes + 2) / 3 * 4).ShouldBeLessThanOrEqualTo(64 * 1024);

    [Fact]
    public void A_delay_is_zero_to_seven_days()
    {
        WorkLimits.CheckDelay(TimeSpan.Zero);
        WorkLimits.CheckDelay(TimeSpan.FromDays(7));

        Should.Throw<ArgumentException>(() => WorkLimits.CheckDelay(TimeSpan.FromTicks(-1)));
        Should.Throw<ArgumentException>(() => WorkLimits.CheckDelay(TimeSpan.FromDays(7) + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void A_visibility_timeout_is_a_second_to_seven_days()
    {
        WorkLimits.CheckVisibility(TimeSpan.FromSeconds(1));
        WorkLimits.CheckVisibility(TimeSpan.FromDays(7));

        Should.Throw<ArgumentException>(() => WorkLimits.CheckVisibility(TimeSpan.FromMilliseconds(999)));
        Should.Throw<ArgumentException>(() => WorkLimits.CheckVisibility(TimeSpan.FromDays(7) + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void One_to_32_messages_are_received_at_once()
    {
        WorkLimits.CheckReceive(1);
        WorkLimits.CheckReceive(32);

        Should.Throw<ArgumentException>(() => WorkLimits.CheckReceive(0));
        Should.Throw<ArgumentException>(() => WorkLimits.CheckReceive(33));
    }
}
