using Gatehouse.Simulators.Spintly;

namespace Gatehouse.Simulators.Tests.Spintly;

public sealed class QrFormTests : SpintlyTest
{
    protected override SpintlyAssumptions Assumptions => new() { QrName = "qrdata", QrPlace = QrPlace.Root };

    [Fact]
    public async Task The_qr_data_stands_where_and_as_it_is_set()
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var (_, body) = await SendAsync(
            HttpMethod.Post, Visitors + "meeting", new { userId = "v", startTime = now, endTime = now + 60, permissionsToAdd = Doors.Take(1) });

        body!.AsObject().Select(member => member.Key).ShouldBe(["type", "meetingId", "visitorId", "qrdata"]);
    }
}
