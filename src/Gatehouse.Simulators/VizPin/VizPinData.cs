using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.VizPin;

/// <summary>The partner's data, for tests to look at and change. Thread-safe; records are immutable.</summary>
public sealed class VizPinData
{
    private readonly TimeProvider _clock;
    private readonly RecordTable<string, Membership> _memberships = new(membership => $"{membership.User}|{membership.Location}");
    private int _lastId;

    internal VizPinData(TimeProvider clock) => _clock = clock;

    /// <summary>The accounts, by id.</summary>
    public RecordTable<string, VizPinRecord> Accounts { get; } = NewTable();

    /// <summary>The locations, by id; <c>accountid</c> is their account.</summary>
    public RecordTable<string, VizPinRecord> Locations { get; } = NewTable();

    /// <summary>The readers, by id; <c>locationid</c> is their location.</summary>
    public RecordTable<string, VizPinRecord> Readers { get; } = NewTable();

    /// <summary>The users, by id.</summary>
    public RecordTable<string, VizPinRecord> Users { get; } = NewTable();

    /// <summary>The roles, by id; <c>readers</c> is what they open. They are made in the vendor's Portal.</summary>
    public RecordTable<string, VizPinRecord> Roles { get; } = NewTable();

    /// <summary>The card numbers, by id; <c>userid</c> is whose they are.</summary>
    public RecordTable<string, VizPinRecord> Credentials { get; } = NewTable();

    /// <summary>What happened at readers, by id.</summary>
    public RecordTable<string, VizPinRecord> Activity { get; } = NewTable();

    /// <summary>The roles that users hold, by user and role.</summary>
    public RecordTable<string, PhoneGrant> Grants { get; } = new(grant => $"{grant.User}|{grant.Role}");

    /// <summary>Adds an account.</summary>
    public VizPinRecord AddAccount(string name, string type = "OEM") =>
        Add(Accounts, "a0M23", new JsonObject { ["name"] = name, ["type"] = type });

    /// <summary>Adds a location.</summary>
    public VizPinRecord AddLocation(string accountId, string name, string timeZone = "America/New_York") => Add(
        Locations, "a0j23", new JsonObject { ["accountid"] = accountId, ["name"] = name, ["timezone"] = timeZone, ["locationtype"] = "Office" });

    /// <summary>Adds a reader.</summary>
    public VizPinRecord AddReader(string locationId, string name) => Add(
        Readers, "a0G33", new JsonObject { ["locationid"] = locationId, ["name"] = name, ["version"] = "4.3", ["first_in"] = "off", ["schedule"] = "" });

    /// <summary>Adds a user, who belongs nowhere yet.</summary>
    public VizPinRecord AddUser(string firstName, string lastName, string phone, string email = "") => Add(
        Users, "a0q56", new JsonObject { ["first_name"] = firstName, ["last_name"] = lastName, ["phone"] = phone, ["email"] = email });

    /// <summary>Adds a role that opens readers of one location.</summary>
    public VizPinRecord AddRole(string locationId, string name, params IReadOnlyList<string> readers) => Add(
        Roles, "a0V67", new JsonObject { ["name"] = name, ["locationid"] = locationId, ["readers"] = new JsonArray([.. readers.Select(id => (JsonNode)id)]) });

    /// <summary>Adds something that happened at a reader now.</summary>
    public VizPinRecord AddActivity(string readerId, string userId, string code) => Add(
        Activity, "a0A10", new JsonObject
        {
            ["readerid"] = readerId,
            ["userid"] = userId,
            ["activity_code"] = code,
            ["audit_date"] = _clock.GetUtcNow().ToUnixTimeSeconds(),
        });

    /// <summary>Lets a user belong to a location.</summary>
    public void Associate(string userId, string locationId) => _memberships.Put(new Membership(userId, locationId));

    /// <summary>Removes a user, with the user's memberships.</summary>
    public void RemoveUser(string userId)
    {
        Users.Remove(userId);
        foreach (var membership in _memberships.List(membership => membership.User == userId))
            _memberships.Remove($"{membership.User}|{membership.Location}");
        foreach (var grant in Grants.List(grant => grant.User == userId))
            Grants.Remove($"{grant.User}|{grant.Role}");
        foreach (var credential in Credentials.List(credential => credential.Text("userid") == userId))
            Credentials.Remove(credential.Id);
    }

    /// <summary>The ids of the locations that a user belongs to.</summary>
    public IReadOnlyList<string> LocationsOf(string userId) =>
        [.. _memberships.List(membership => membership.User == userId).Select(membership => membership.Location)];

    /// <summary>Who may open what on a day at the locations.</summary>
    public IReadOnlyList<Opening> OpeningsOn(DateOnly day) =>
        [.. Grants.List(grant => grant.Holds(day)).SelectMany(OpeningsOf)];

    /// <summary>The day that it is at a location.</summary>
    public DateOnly TodayAt(string locationId)
    {
        var zone = Locations.Find(locationId)?.Text("timezone");
        var local = TimeZoneInfo.TryFindSystemTimeZoneById(zone is { Length: > 0 } ? zone : "UTC", out var found)
            ? TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), found)
            : _clock.GetUtcNow();
        return DateOnly.FromDateTime(local.DateTime);
    }

    internal DateTimeOffset Now => _clock.GetUtcNow();

    internal IEnumerable<Opening> OpeningsOf(PhoneGrant grant) =>
        ReadersOf(grant.Role).Select(reader => new Opening(grant.User, reader, grant.Role));

    internal IReadOnlyList<string> ReadersOf(string roleId) =>
        Roles.Find(roleId)?.Content()["readers"] is JsonArray readers ? [.. readers.Select(VizPinJson.Text)] : [];

    /// <summary>The users of a location, or of an account when the location is empty; ordered by id.</summary>
    internal IReadOnlyList<VizPinRecord> UsersOf(string accountId, string locationId)
    {
        var members = _memberships.List(membership => IsAt(membership.Location, accountId, locationId)).Select(membership => membership.User).ToHashSet();
        return Users.List(user => members.Contains(user.Id));
    }

    internal bool IsAt(string location, string accountId, string locationId) =>
        locationId.Length > 0 ? location == locationId : Locations.Find(location)?.Text("accountid") == accountId;

    internal VizPinRecord Add(RecordTable<string, VizPinRecord> table, string prefix, JsonObject content)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}{Interlocked.Increment(ref _lastId):D10}");
        var added = VizPinRecord.Of(id, content);
        table.Put(added);
        return added;
    }

    internal void Clear()
    {
        foreach (var table in new[] { Accounts, Locations, Readers, Users, Roles, Credentials, Activity })
            table.Clear();
        Grants.Clear();
        _memberships.Clear();
        Volatile.Write(ref _lastId, 0);
    }

    private static RecordTable<string, VizPinRecord> NewTable() => new(record => record.Id);

    private sealed record Membership(string User, string Location);
}
