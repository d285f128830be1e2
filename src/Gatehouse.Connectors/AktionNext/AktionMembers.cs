using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>The names of members that the vendor does not document [assumed, after its documented objects]. Empty is none.</summary>
/// <param name="names">The names, by the hub's.</param>
internal sealed class AktionMembers(FrozenDictionary<string, string> names)
{
    /// <summary>The hub's names and what is assumed for them, in the order of the documentation.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Defaults { get; } =
    [
        new("visitor.firstName", "Name"),
        new("visitor.lastName", "Surname"),
        new("visitor.company", "Firm"),
        new("visitor.email", "Email"),
        new("visitor.phone", "PhoneNumber"),
        new("visitor.mobile", "MobilPhoneNumber"),
        new("vehicle.plate", "VehicleLP"),
        new("visitType.title", "Title"),
        new("person.id", "PersonId"),
        new("person.firstName", "Name"),
        new("person.lastName", "Surname"),
        new("structure.path", "Structure"),
    ];

    public string FirstName => names["visitor.firstName"];

    public string LastName => names["visitor.lastName"];

    public string Company => names["visitor.company"];

    public string Email => names["visitor.email"];

    public string Phone => names["visitor.phone"];

    public string Mobile => names["visitor.mobile"];

    public string Plate => names["vehicle.plate"];

    public string TypeTitle => names["visitType.title"];

    public string PersonId => names["person.id"];

    public string PersonFirstName => names["person.firstName"];

    public string PersonLastName => names["person.lastName"];

    public string StructurePath => names["structure.path"];

    /// <summary>The names, with a facility's own over them.</summary>
    public static AktionMembers Read(JsonElement? map, List<FieldError> errors)
    {
        var names = Defaults.ToDictionary(StringComparer.Ordinal);
        foreach (var entry in map?.EnumerateObject().AsEnumerable() ?? [])
        {
            if (names.ContainsKey(entry.Name))
                names[entry.Name] = entry.Value.GetString()!.Trim();
            else
                errors.Add(new FieldError($"/settings/members/{entry.Name}", $"Is not known. Known are: {string.Join(", ", names.Keys)}."));
        }

        return new AktionMembers(names.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
