using System.Net;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Tests.Spintly;

public sealed class ReaderTests : SpintlyTest
{
    [Fact]
    public async Task A_reader_opens_for_sixty_seconds_and_not_a_second_longer()
    {
        var (id, qr) = await CreateAsync();
        Clock.Advance(TimeSpan.FromSeconds(60));
        (await AnswerAsync(qr, Doors[0])).ShouldBe((true, "opened"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await AnswerAsync(qr, Doors[0])).ShouldBe((false, "expired"));

        var (_, fresh) = await SendAsync(HttpMethod.Post, $"{Visitors}meeting/{id}/regenerateQr");
        (await AnswerAsync((string)fresh!["message"]!["qrData"]!, Doors[0])).ShouldBe((true, "opened"));
        (await AnswerAsync(qr, Doors[0])).ShouldBe((false, "replaced"));
    }

    [Fact]
    public async Task A_reader_refuses_other_doors_other_times_and_unknown_data()
    {
        var (id, qr) = await CreateAsync(minutes: 10);
        (await AnswerAsync(qr, Doors[1])).ShouldBe((false, "notPermitted"));
        (await AnswerAsync("SPQR.1.1.00", Doors[0])).ShouldBe((false, "unknown"));
        (await AnswerAsync("what", Doors[0])).ShouldBe((false, "unknown"));

        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var (_, later) = await UpdateAsync(id, new { startTime = now + 1, endTime = now + 2 });
        (await AnswerAsync((string)later!["message"]!["qrData"]!, Doors[0])).ShouldBe((false, "outsideWindow"));

        await SendAsync(HttpMethod.Delete, $"{Visitors}meeting/{id}");
        (await AnswerAsync((string)later["message"]!["qrData"]!, Doors[0])).ShouldBe((false, "unknown"));
    }

    [Theory]
    [InlineData("organisations/9/reader", HttpStatusCode.NotFound)]
    [InlineData("organisations/641/reader", HttpStatusCode.BadRequest)]
    public async Task A_reader_needs_an_organisation_and_data(string path, HttpStatusCode expected) =>
        (await ControlAsync(HttpMethod.Post, path, new JsonObject())).Status.ShouldBe(expected);

    private async Task<(bool, string)> AnswerAsync(string qr, int door)
    {
        var (_, body) = await ControlAsync(
            HttpMethod.Post, "organisations/641/reader", new JsonObject { ["qrData"] = qr, ["accessPointId"] = door });
        return ((bool)body!["opened"]!, (string)body["answer"]!);
    }
}
