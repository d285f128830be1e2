using System.Globalization;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Spintly;

/// <summary>Writes the <c>access_event</c> message of vendors.md [V].</summary>
internal static class AccessEventMessage
{
    public static JsonObject Write(SpintlyOrganisation organisation, AccessSwipe swipe)
    {
        var at = swipe.At ?? organisation.Now;
        var door = organisation.AccessPoints.Find(swipe.AccessPointId);
        var site = door is null ? null : organisation.Sites.Find(door.SiteId);
        var data = new JsonObject
        {
            ["orgId"] = organisation.Settings.Id,
            ["integratorId"] = 17,
            ["orgUserId"] = swipe.UserId,
            ["eventTimeEpoch"] = at.ToUnixTimeSeconds(),
            ["direction"] = swipe.Direction,
            ["accessType"] = swipe.AccessType,
            ["eventId"] = swipe.EventId ?? organisation.NextEvent(),
            ["accessPointId"] = swipe.AccessPointId,
            ["accessPointName"] = door?.Name,
            ["employeeCode"] = null,
            ["mobileAccessMode"] = null,
            ["siteId"] = door?.SiteId,
            ["name"] = "Visitor",
        };
        if (swipe.Variant == WebhookVariant.Older)
            AddOlder(data, at, site);
        return new JsonObject
        {
            ["messageVersion"] = 1,
            ["messageData"] = new JsonObject
            {
                ["requestId"] = Guid.NewGuid().ToString(),
                ["msgType"] = "access_event",
                ["dataVersion"] = 1,
                ["data"] = data,
            },
        };
    }

    private static void AddOlder(JsonObject data, DateTimeOffset at, Site? site)
    {
        data["timezonedEventTime"] = at.ToOffset(TimeSpan.FromMinutes(330)).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        data["forAccess"] = true;
        data["forAttendance"] = false;
        data["siteName"] = site?.Name;
        data["siteLocation"] = site?.Location;
        data["accessorId"] = 90_001;
        data["attributes"] = new JsonArray(new JsonObject { ["id"] = 4, ["name"] = "Department", ["termId"] = 11, ["termName"] = "Visitors" });
        data["email"] = "";
        data["phone"] = "";
    }
}
