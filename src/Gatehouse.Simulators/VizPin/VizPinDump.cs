using System.Globalization;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.VizPin;

/// <summary>All data as JSON, and who may open what.</summary>
internal static class VizPinDump
{
    public static JsonObject Of(VizPinData data, VizPinTokens tokens) => new()
    {
        ["tokens"] = tokens.Count,
        ["accounts"] = VizPinJson.Array(data.Accounts.List()),
        ["locations"] = VizPinJson.Array(data.Locations.List()),
        ["readers"] = VizPinJson.Array(data.Readers.List()),
        ["roles"] = VizPinJson.Array(data.Roles.List()),
        ["users"] = new JsonArray([.. data.Users.List().Select(user => User(data, user))]),
        ["credentials"] = VizPinJson.Array(data.Credentials.List()),
        ["activity"] = VizPinJson.Array(data.Activity.List()),
        ["grants"] = new JsonArray([.. data.Grants.List().Select(grant => Grant(data, grant))]),
    };

    /// <summary>Who may open what on a day.</summary>
    public static JsonArray Access(VizPinData data, DateOnly day) =>
        [.. data.OpeningsOn(day).Select(opening => new JsonObject { ["user"] = opening.User, ["reader"] = opening.Reader, ["role"] = opening.Role })];

    private static JsonObject User(VizPinData data, VizPinRecord user)
    {
        var content = user.Content();
        content["locations"] = new JsonArray([.. data.LocationsOf(user.Id).Select(location => (JsonNode)location)]);
        return content;
    }

    private static JsonObject Grant(VizPinData data, PhoneGrant grant) => new()
    {
        ["user"] = grant.User,
        ["role"] = grant.Role,
        ["site"] = grant.Site,
        ["start"] = Text(grant.Start),
        ["stop"] = Text(grant.Stop),
        ["opensToday"] = grant.Holds(data.TodayAt(grant.Site)),
        ["readers"] = new JsonArray([.. data.ReadersOf(grant.Role).Select(reader => (JsonNode)reader)]),
    };

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
