using Gatehouse.Simulators.Spintly;

namespace Gatehouse.Simulators.Tests.Spintly;

public sealed class StaticQrTests : SpintlyTest
{
    protected override SpintlyAssumptions Assumptions => new() { DynamicExpiry = false };

    [Fact]
    public async Task Without_dynamic_expiry_the_data_opens_for_the_whole_meeting()
    {
        var (_, qr) = await CreateAsync(minutes: 60);
        Clock.Advance(TimeSpan.FromMinutes(59));
        Organisation.Read(qr, Doors[0]).ShouldBe(ReaderAnswer.Opened);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Organisation.Read(qr, Doors[0]).ShouldBe(ReaderAnswer.OutsideWindow);
    }
}
