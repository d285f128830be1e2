using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Spintly;

/// <summary>Meetings and visitors: seed 002 "Create a meeting" to "Deleting a visitor".</summary>
internal sealed class MeetingEndpoints(SpintlyAnswers answers)
{
    public SimulatorResponse Create(SpintlyOrganisation organisation, SimulatedRequest request)
    {
        var userId = SpintlyCall.Member(request.Json, "userId") switch
        {
            { ValueKind: JsonValueKind.String } text when !string.IsNullOrWhiteSpace(text.GetString()) => text.GetString()!,
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => throw SpintlyAnswers.Refuse(400, "userId is required"),
        };
        var (start, end) = Times(request.Json);
        var permissions = Known(organisation, SpintlyCall.Ids(request.Json, "permissionsToAdd"));
        if (permissions.Count == 0)
            throw SpintlyAnswers.Refuse(400, "permissionsToAdd must not be empty");
        return answers.OfMeeting(organisation.AddMeeting(userId, start, end, permissions), withIds: true);
    }

    public SimulatorResponse Update(SpintlyOrganisation organisation, SimulatedRequest request)
    {
        var hasTimes = Has(request.Json, "startTime") || Has(request.Json, "endTime");
        var hasPermissions = Has(request.Json, "permissionsToAdd") || Has(request.Json, "permissionsToRemove");
        if (!hasTimes && !hasPermissions)
            throw SpintlyAnswers.Refuse(400, "Nothing to update");

        var times = hasTimes ? Times(request.Json) : default;
        IReadOnlyList<int> add = hasPermissions ? Known(organisation, SpintlyCall.Ids(request.Json, "permissionsToAdd")) : [];
        var remove = hasPermissions ? SpintlyCall.Ids(request.Json, "permissionsToRemove") : [];
        return Change(organisation, request, meeting => meeting with
        {
            StartTime = hasTimes ? times.Start : meeting.StartTime,
            EndTime = hasTimes ? times.End : meeting.EndTime,
            Permissions = [.. meeting.Permissions.Except(remove).Union(add).Order()],
        });
    }

    public SimulatorResponse Regenerate(SpintlyOrganisation organisation, SimulatedRequest request) =>
        Change(organisation, request, meeting => meeting);

    public static SimulatorResponse Delete(SpintlyOrganisation organisation, SimulatedRequest request) =>
        organisation.Meetings.Remove(SpintlyCall.Id(request, "meetingId")) is null
            ? throw SpintlyAnswers.Refuse(404, "Meeting not found")
            : SpintlyAnswers.Success(new JsonObject());

    public static SimulatorResponse DeleteVisitor(SpintlyOrganisation organisation, SimulatedRequest request) =>
        organisation.RemoveVisitor(Convert.ToString(request.RouteValues["userId"], CultureInfo.InvariantCulture)!)
            ? SpintlyAnswers.Success(new JsonObject())
            : throw SpintlyAnswers.Refuse(404, "Visitor not found");

    private SimulatorResponse Change(SpintlyOrganisation organisation, SimulatedRequest request, Func<Meeting, Meeting> change) =>
        organisation.Meetings.Change(SpintlyCall.Id(request, "meetingId"), meeting => organisation.WithQr(change(meeting))) is { } changed
            ? answers.OfMeeting(changed, withIds: false)
            : throw SpintlyAnswers.Refuse(404, "Meeting not found");

    private static bool Has(JsonElement body, string name) => SpintlyCall.Member(body, name).ValueKind != JsonValueKind.Undefined;

    private static (long Start, long End) Times(JsonElement body)
    {
        var (start, end) = (SpintlyCall.Epoch(body, "startTime"), SpintlyCall.Epoch(body, "endTime"));
        return end > start ? (start, end) : throw SpintlyAnswers.Refuse(400, "endTime must be after startTime");
    }

    private static IReadOnlyList<int> Known(SpintlyOrganisation organisation, IReadOnlyList<int> ids)
    {
        var unknown = ids.Where(id => organisation.AccessPoints.Find(id) is null).ToList();
        return unknown.Count == 0
            ? ids
            : throw SpintlyAnswers.Refuse(400, $"Access point not found: {string.Join(", ", unknown)}");
    }
}
