using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.VizPin;

/// <summary>
/// The names of the members of the vendor's objects that the hub reads and writes. The seed does not define the objects, so all are
/// assumed but last_name and phone (user.find) and those in vendors.md's revision history.
/// </summary>
internal sealed class VizPinMembers
{
    public const string Id = "id";

    private static readonly FrozenDictionary<string, string> Defaults = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["account.name"] = "name",
        ["location.name"] = "name",
        ["location.account"] = "accountid",
        ["location.timeZone"] = "timezone",
        ["reader.name"] = "name",
        ["reader.location"] = "locationid",
        ["reader.firstIn"] = "first_in",
        ["reader.schedule"] = "schedule",
        ["user.firstName"] = "first_name",
        ["user.lastName"] = "last_name",
        ["user.phone"] = "phone",
        ["user.email"] = "email",
        ["user.password"] = "password",
        ["credential.number"] = "cardnumber",
        ["role.name"] = "name",
        ["role.location"] = "locationid",
        ["role.readers"] = "readers",
        ["vizpin.role"] = "roleid",
        ["vizpin.start"] = "start_date",
        ["vizpin.stop"] = "stop_date",
        ["activity.time"] = "audit_date",
        ["activity.reader"] = "readerid",
        ["activity.user"] = "userid",
        ["activity.code"] = "activity_code",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> _names;

    private VizPinMembers(FrozenDictionary<string, string> names) => _names = names;

    public static VizPinMembers Default { get; } = new(Defaults);

    /// <summary>The defaults, for the settings' documentation.</summary>
    public static string Documentation => string.Join(", ", Defaults.OrderBy(name => name.Key, StringComparer.Ordinal).Select(name => $"{name.Key}: {name.Value}"));

    /// <summary>The vendor's name of a member.</summary>
    public string this[string member] => _names[member];

    /// <summary>Reads the names that differ.</summary>
    public static VizPinMembers Read(JsonElement? map, List<FieldError> errors)
    {
        if (map is not { } given)
            return Default;

        var names = Defaults.ToDictionary(StringComparer.Ordinal);
        foreach (var entry in given.EnumerateObject())
        {
            if (!names.ContainsKey(entry.Name))
                errors.Add(new FieldError($"/settings/members/{entry.Name}", $"There is no such member. There are: {string.Join(", ", Defaults.Keys.Order(StringComparer.Ordinal))}."));
            else if (string.IsNullOrWhiteSpace(entry.Value.GetString()))
                errors.Add(new FieldError($"/settings/members/{entry.Name}", "Must not be empty."));
            else
                names[entry.Name] = entry.Value.GetString()!.Trim();
        }

        return new VizPinMembers(names.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
