using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.VizPin;

/// <summary>
/// The methods on who may open what (seed 004, "Associate User", "List Users the Need Access", "Grant Phone Role to User"), and those that
/// the seed does not have, under the names that the options give them; their parameters are assumed.
/// </summary>
internal sealed class AccessMethods(VizPinData data, VizPinSimulatorOptions options)
{
    // Roles that exclude each other are checked and granted in one step.
    private readonly Lock _granting = new();

    public IEnumerable<VizPinMethod> All =>
    [
        new("com.vizpin.user.associate", new(70, "API_VIZPIN_USER_ASSOCIATE_SUCCESS"), "Successful association of user", Associate),
        new("com.vizpin.user.NeedAccess", new(51, "API_VIZPIN_USER_LIST_SUCCESS"), "Successful listing of users", ListNeedingAccess),
        new("com.vizpin.user.grantphonerole", new(71, "API_VIZPIN_USER_GRANTPHONEROLE_SUCCESS"), "Successful granting of role", Grant),
        .. Extra(options.RolesMethod, 80, "ROLE_LIST", ListRoles),
        .. Extra(options.VizPinsMethod, 81, "VIZPIN_LIST", ListVizPins),
        .. Extra(options.RevokeMethod, 82, "VIZPIN_REVOKE", Revoke),
        .. Extra(options.ActivityMethod, 83, "ACTIVITY_LIST", ListActivity),
    ];

    private JsonObject Associate(VizPinCall call)
    {
        var user = User(call.Id("assoc_user"));
        var locations = call.List("location_ids");
        foreach (var location in locations)
            Location(location);
        foreach (var location in locations)
            data.Associate(user.Id, location);
        return new JsonObject { ["user"] = user.Content() };
    }

    private JsonObject ListNeedingAccess(VizPinCall call)
    {
        var (account, location) = (call.Text("account_id"), call.Text("locationid"));
        var users = data.UsersOf(account, location).Where(user => !data.Grants
            .List(grant => grant.User == user.Id && data.IsAt(grant.Site, account, location) && grant.Stop >= data.TodayAt(grant.Site) && grant.Stop >= grant.Start)
            .Any()).ToList();
        return new JsonObject
        {
            ["users"] = VizPinJson.Array(users),
            ["totalCount"] = users.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private JsonObject Grant(VizPinCall call)
    {
        var site = Location(call.Required("site_id")).Id;
        var (start, stop) = (call.Date("start_date"), call.Date("stop_date"));
        var wanted = call.List("user_ids").SelectMany(user => call.List("role_ids"), (user, role) => new PhoneGrant(User(user).Id, Role(role, site), site, start, stop)).ToList();
        lock (_granting)
        {
            foreach (var grant in wanted)
            {
                if (!data.LocationsOf(grant.User).Contains(site, StringComparer.Ordinal))
                    throw VizPinCall.Wrong($"user {grant.User} is not associated with location {site}");
                if (options.Assumptions.RefuseOverlappingRoles && IsExcluded(grant, wanted))
                    throw new VizPinRefusal(VizPinCode.AlreadyThere, $"User {grant.User} already has a role on the same device");
            }

            foreach (var grant in wanted)
                data.Grants.Put(grant);
        }

        return [];
    }

    private JsonObject ListRoles(VizPinCall call)
    {
        var location = call.Text("locationid");
        return new JsonObject { ["roles"] = VizPinJson.Array(data.Roles.List(role => location.Length == 0 || role.Text("locationid") == location)) };
    }

    private JsonObject ListVizPins(VizPinCall call)
    {
        var user = User(call.Required("userid")).Id;
        var list = new JsonArray();
        foreach (var grant in data.Grants.List(grant => grant.User == user && grant.Stop >= grant.Start))
        {
            foreach (var opening in data.OpeningsOf(grant))
            {
                list.Add(new JsonObject
                {
                    ["id"] = $"{grant.Role}-{opening.Reader}-{user}",
                    ["userid"] = user,
                    ["readerid"] = opening.Reader,
                    ["roleid"] = grant.Role,
                    ["start_date"] = Text(grant.Start),
                    ["stop_date"] = Text(grant.Stop),
                });
            }
        }

        return new JsonObject { ["vizpins"] = list };
    }

    private JsonObject Revoke(VizPinCall call)
    {
        foreach (var user in call.List("user_ids"))
        {
            foreach (var role in call.List("role_ids"))
            {
                if (data.Grants.Remove($"{user}|{role}") is null)
                    throw VizPinRefusal.Unknown("Role", $"{role} of user {user}");
            }
        }

        return [];
    }

    private JsonObject ListActivity(VizPinCall call)
    {
        var location = call.Text("locationid");
        var (from, to) = (call.Date("start_date"), call.Date("stop_date"));
        var activity = data.Activity.List(entry => IsAt(entry, location) && Day(entry) >= from && Day(entry) <= to);
        return new JsonObject { ["activities"] = VizPinJson.Array(activity) };
    }

    private bool IsExcluded(PhoneGrant grant, IReadOnlyList<PhoneGrant> wanted) =>
        data.Grants.List(other => other.User == grant.User).Concat(wanted.Where(other => other.User == grant.User))
            .Any(other => other.Role != grant.Role && other.Meets(grant) && data.ReadersOf(other.Role).Intersect(data.ReadersOf(grant.Role)).Any());

    private bool IsAt(VizPinRecord entry, string location) =>
        location.Length == 0 || data.Readers.Find(entry.Text("readerid"))?.Text("locationid") == location;

    private static DateOnly Day(VizPinRecord entry) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(entry.Content()["audit_date"]!.GetValue<long>()).UtcDateTime);

    private VizPinRecord User(string id) => data.Users.Find(id) ?? throw VizPinRefusal.Unknown("User", id);

    private VizPinRecord Location(string id) => data.Locations.Find(id) ?? throw VizPinRefusal.Unknown("Location", id);

    private string Role(string id, string site) =>
        data.Roles.Find(id) is { } role && role.Text("locationid") == site ? id : throw VizPinRefusal.Unknown("Role", id);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<VizPinMethod> Extra(string? name, int code, string codeName, Func<VizPinCall, JsonObject> call) =>
        name is null ? [] : [new VizPinMethod(name, new VizPinCode(code, $"API_VIZPIN_{codeName}_SUCCESS"), "Successful", call)];
}
