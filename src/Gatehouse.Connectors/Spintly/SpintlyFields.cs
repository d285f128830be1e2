using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.Spintly;

/// <summary>The fields of a visit that are Spintly's: the doors, which callers write, and the ids, which they do not.</summary>
internal static class SpintlyFields
{
    public const string AccessPoints = "accessPoints";
    public const string VisitorId = "visitorId";
    public const string UserId = "userId";

    /// <summary>The doors of a change whose outcome is not known; there only as long as that is so.</summary>
    public const string PendingAccessPoints = "pendingAccessPoints";

    /// <summary>The doors among fields that were checked.</summary>
    public static IReadOnlyList<int> Doors(IReadOnlyDictionary<string, JsonElement> fields) => Doors(fields, AccessPoints) ?? [];

    /// <summary>The doors of a change whose outcome is not known; <see langword="null"/> when there is none.</summary>
    public static IReadOnlyList<int>? Pending(IReadOnlyDictionary<string, JsonElement> fields) => Doors(fields, PendingAccessPoints);

    /// <summary>The fields while a change is under way.</summary>
    public static IReadOnlyDictionary<string, JsonElement> WithPending(IReadOnlyDictionary<string, JsonElement> fields, SpintlyState before, SpintlyState after) =>
        new Dictionary<string, JsonElement>(fields, StringComparer.Ordinal)
        {
            [PendingAccessPoints] = Of((before.Pending ?? []).Union(after.Doors).Select(door => door.ToString(CultureInfo.InvariantCulture))),
        };

    /// <summary>The fields of a visit that was just made.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Made(IReadOnlyDictionary<string, JsonElement> fields, SpintlyMeeting meeting) =>
        With(fields, meeting.VisitorId is { } visitor ? Text(visitor) : null, Text(meeting.UserId));

    /// <summary>The fields of a visit that was changed: the ids stay.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Changed(IReadOnlyDictionary<string, JsonElement> fields, Visit current) => With(
        fields,
        current.Fields.TryGetValue(VisitorId, out var visitor) ? visitor : null,
        current.Fields.TryGetValue(UserId, out var user) ? user : null);

    /// <summary>The userId of a visit's meeting.</summary>
    public static string? UserOf(Visit visit) => visit.Fields.TryGetValue(UserId, out var user) ? WireValue.Text(user) : null;

    /// <summary>A list of doors as a field.</summary>
    public static JsonElement Of(IEnumerable<string> doors)
    {
        var list = new JsonArray([.. doors.Select(door => (JsonNode)door)]);
        return JsonElement.Parse(list.ToJsonString());
    }

    /// <summary>Names what is wrong with the fields of an input.</summary>
    public static IEnumerable<FieldError> Check(IReadOnlyDictionary<string, JsonElement> fields, Visit? current, string parent = "")
    {
        foreach (var (name, value) in fields)
        {
            if (name == AccessPoints || (current is not null && current.Fields.TryGetValue(name, out var old) && JsonElement.DeepEquals(old, value)))
                continue;
            yield return new FieldError(
                $"{parent}/fields/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}",
                name is VisitorId or UserId or PendingAccessPoints ? "Is Spintly's and the hub's own." : $"Spintly has no such field. It has: {AccessPoints}.");
        }

        // One that is missing is named with the other required members.
        if (fields.TryGetValue(AccessPoints, out var list) && list.ValueKind != JsonValueKind.Null && !IsDoors(list))
            yield return new FieldError($"{parent}/fields/{AccessPoints}", "Must be a list of ids of access points, at least one: whole numbers, as access-points lists them.");
    }

    private static List<int>? Doors(IReadOnlyDictionary<string, JsonElement> fields, string name)
    {
        if (!fields.TryGetValue(name, out var list) || list.ValueKind != JsonValueKind.Array)
            return null;

        var doors = new List<int>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (SpintlyIds.TryParseDoor(WireValue.Text(item), out var door) && !doors.Contains(door))
                doors.Add(door);
        }

        return doors;
    }

    private static bool IsDoors(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
        && list.GetArrayLength() > 0
        && list.EnumerateArray().All(item => SpintlyIds.TryParseDoor(WireValue.Text(item), out _));

    private static Dictionary<string, JsonElement> With(IReadOnlyDictionary<string, JsonElement> fields, JsonElement? visitor, JsonElement? user)
    {
        var with = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (fields.TryGetValue(AccessPoints, out var doors))
            with[AccessPoints] = doors;
        if (visitor is { } visitorId)
            with[VisitorId] = visitorId;
        if (user is { } userId)
            with[UserId] = userId;
        return with;
    }

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
}
