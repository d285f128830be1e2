using System.Net;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Tests.Spintly;

public sealed class MeetingTests : SpintlyTest
{
    [Fact]
    public async Task Create_answers_the_ids_and_the_qr_data_and_keeps_the_epoch_seconds()
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var (status, body) = await SendAsync(
            HttpMethod.Post, Visitors + "meeting", new { userId = "v-1", startTime = now, endTime = now + 3600, permissionsToAdd = Doors.Take(2) });

        status.ShouldBe(HttpStatusCode.OK);
        var meeting = Organisation.Meetings.Find((int)body!["message"]!["meetingId"]!)!;
        ((int)body["message"]!["visitorId"]!).ShouldBe(meeting.VisitorId);
        ((string)body["message"]!["qrData"]!).ShouldBe(meeting.QrData);
        (meeting.UserId, meeting.StartTime, meeting.EndTime).ShouldBe(("v-1", now, now + 3600));
        meeting.Permissions.ShouldBe(Doors.Take(2));
    }

    [Theory]
    [InlineData("""{"startTime": 1781883600, "endTime": 1781942400, "permissionsToAdd": [23241]}""")]
    [InlineData("""{"userId": "v", "startTime": 1781883600000, "endTime": 1781942400000, "permissionsToAdd": [23241]}""")]
    [InlineData("""{"userId": "v", "startTime": "2026-06-15T10:00:00Z", "endTime": 1781942400, "permissionsToAdd": [23241]}""")]
    [InlineData("""{"userId": "v", "startTime": 1781942400, "endTime": 1781883600, "permissionsToAdd": [23241]}""")]
    [InlineData("""{"userId": "v", "startTime": 1781883600, "endTime": 1781942400, "permissionsToAdd": []}""")]
    [InlineData("""{"userId": "v", "startTime": 1781883600, "endTime": 1781942400, "permissionsToAdd": ["23241"]}""")]
    [InlineData("""{"userId": "v", "startTime": 1781883600, "endTime": 1781942400, "permissionsToAdd": [9]}""")]
    public async Task A_meeting_that_is_not_right_is_refused(string body)
    {
        (await SendAsync(HttpMethod.Post, Visitors + "meeting", JsonNode.Parse(body))).Status.ShouldBe(HttpStatusCode.BadRequest);
        Organisation.Meetings.Count.ShouldBe(0);
    }

    [Fact]
    public async Task The_three_documented_combinations_change_the_permissions()
    {
        var (id, _) = await CreateAsync(doors: [Doors[0]]);

        await UpdateAsync(id, new { permissionsToAdd = new[] { Doors[1] }, permissionsToRemove = new[] { Doors[0] } });
        Organisation.Meetings.Find(id)!.Permissions.ShouldBe([Doors[1]]);

        await UpdateAsync(id, new { permissionsToAdd = new[] { Doors[2] }, permissionsToRemove = Array.Empty<int>() });
        Organisation.Meetings.Find(id)!.Permissions.ShouldBe([Doors[1], Doors[2]]);

        await UpdateAsync(id, new { permissionsToAdd = Array.Empty<int>(), permissionsToRemove = new[] { Doors[1] } });
        Organisation.Meetings.Find(id)!.Permissions.ShouldBe([Doors[2]]);
    }

    [Fact]
    public async Task Every_change_answers_new_qr_data()
    {
        var (id, created) = await CreateAsync();
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();

        var (_, moved) = await UpdateAsync(id, new { startTime = now + 60, endTime = now + 120 });
        var (_, opened) = await UpdateAsync(id, new { permissionsToAdd = new[] { Doors[1] }, permissionsToRemove = Array.Empty<int>() });
        var (_, again) = await SendAsync(HttpMethod.Post, $"{Visitors}meeting/{id}/regenerateQr");

        new[] { created, Qr(moved), Qr(opened), Qr(again) }.Distinct().Count().ShouldBe(4);
        Organisation.Meetings.Find(id)!.StartTime.ShouldBe(now + 60);
        (await UpdateAsync(id, new { })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await UpdateAsync(id, new { startTime = now })).Status.ShouldBe(HttpStatusCode.BadRequest);

        static string Qr(JsonNode? body) => (string)body!["message"]!["qrData"]!;
    }

    [Fact]
    public async Task A_visitor_is_deleted_with_all_its_meetings_and_a_meeting_alone()
    {
        var (first, _) = await CreateAsync("v-1");
        var (second, _) = await CreateAsync("v-1");
        var (other, _) = await CreateAsync("v-2");
        Organisation.Meetings.Find(second)!.VisitorId.ShouldBe(Organisation.Meetings.Find(first)!.VisitorId);

        (await SendAsync(HttpMethod.Delete, Visitors + "visitor/v-1")).Status.ShouldBe(HttpStatusCode.OK);
        Organisation.Meetings.List().Select(meeting => meeting.Id).ShouldBe([other]);
        (await SendAsync(HttpMethod.Delete, Visitors + "visitor/v-1")).Status.ShouldBe(HttpStatusCode.NotFound);

        (await SendAsync(HttpMethod.Delete, $"{Visitors}meeting/{other}")).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Delete, $"{Visitors}meeting/{other}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await UpdateAsync(other, new { startTime = 1, endTime = 2 })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Get, $"{Visitors}meeting/{first}")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
