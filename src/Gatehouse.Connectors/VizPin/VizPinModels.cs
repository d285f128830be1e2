namespace Gatehouse.Connectors.VizPin;

/// <summary>The objects and which of their members have a place in the hub's model.</summary>
internal static class VizPinModels
{
    /// <summary>The vendor's members that not every caller may see (vendors.md: "wiegand" became "cardnumber" and "cardnumberformatted").</summary>
    public static SensitiveMembers Sensitive { get; } = new()
    {
        Credentials = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "wiegand", "cardnumber", "cardnumberformatted" },
        Passwords = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "password" },
    };

    public static VizPinObject Account(VizPinMembers members) => new(members["account.name"]);

    public static VizPinObject Location(VizPinMembers members) =>
        new(members["location.name"], members["location.account"], members["location.timeZone"]);

    public static VizPinObject Reader(VizPinMembers members) => new(members["reader.name"], members["reader.location"]);

    public static VizPinObject User(VizPinMembers members) => new(
        members["user.firstName"], members["user.lastName"], members["user.phone"], members["user.email"], members["user.password"]);

    public static VizPinObject Role(VizPinMembers members) => new(members["role.name"], members["role.location"]);

    public static VizPinObject Activity(VizPinMembers members) =>
        new(members["activity.time"], members["activity.reader"], members["activity.user"], members["activity.code"]);
}
