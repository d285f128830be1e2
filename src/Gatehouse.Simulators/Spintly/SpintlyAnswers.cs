using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Spintly;

/// <summary>Makes the vendor's answers.</summary>
internal sealed class SpintlyAnswers(SpintlyAssumptions assumptions)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public SimulatorResponse OfMeeting(Meeting meeting, bool withIds)
    {
        var content = new JsonObject();
        if (withIds)
        {
            content["meetingId"] = meeting.Id;
            content["visitorId"] = meeting.VisitorId;
        }

        content[assumptions.QrName] = meeting.QrData;
        if (assumptions.QrPlace == QrPlace.Message)
            return Success(content);

        content.Insert(0, "type", "success");
        return Json(200, content);
    }

    public static SimulatorResponse Success(JsonNode message) => Json(200, new JsonObject { ["type"] = "success", ["message"] = message });

    public static SimulatorResponse Error(int status, string message) =>
        Json(status, new JsonObject { ["type"] = "error", ["message"] = message });

    public static RefusedException Refuse(int status, string message) => new(Error(status, message));

    public static SimulatorResponse Platform(int status, string message) => Json(status, new JsonObject { ["message"] = message });

    public static JsonObject Of(Site site) => new()
    {
        ["id"] = site.Id,
        ["name"] = site.Name,
        ["location"] = site.Location,
        ["createdAt"] = Instant(site.CreatedAt),
        ["updatedAt"] = Instant(site.CreatedAt),
    };

    public static JsonObject Of(AccessPoint accessPoint) => new()
    {
        ["id"] = accessPoint.Id,
        ["name"] = accessPoint.Name,
        ["createdAt"] = Instant(accessPoint.CreatedAt),
        ["updatedAt"] = Instant(accessPoint.CreatedAt),
        ["siteId"] = accessPoint.SiteId,
    };

    public static JsonObject Of(Meeting meeting) => new()
    {
        ["meetingId"] = meeting.Id,
        ["visitorId"] = meeting.VisitorId,
        ["userId"] = meeting.UserId,
        ["startTime"] = meeting.StartTime,
        ["endTime"] = meeting.EndTime,
        ["permissions"] = new JsonArray([.. meeting.Permissions.Select(id => (JsonNode)id)]),
    };

    public static SimulatorResponse Json(int status, JsonNode body)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            body.WriteTo(writer);
        return SimulatorResponse.Json(status, buffer.ToArray());
    }

    private static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
