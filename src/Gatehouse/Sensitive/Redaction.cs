using System.Text.Json;
using Gatehouse.AccessEvents;
using Gatehouse.Connectors;
using Gatehouse.Model;

namespace Gatehouse.Sensitive;

/// <summary>Takes out of normalized objects what a caller must not see. Passwords are taken out for everybody.</summary>
/// <param name="connectors">Know which of their members are sensitive.</param>
public sealed class Redaction(ConnectorRegistry connectors)
{
    /// <summary>A visit as a caller may see it.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="system">The facility's system.</param>
    /// <param name="view">What the caller may see.</param>
    public Visit Apply(Visit visit, string system, SensitiveView view)
    {
        var sensitive = connectors.Get(system).Sensitive;
        return visit with
        {
            Credentials = view.Credentials ? visit.Credentials : [.. visit.Credentials.Select(credential => credential with { Value = null })],
            Fields = Apply(visit.Fields, sensitive, view),
            Raw = Apply(visit.Raw, sensitive, view),
        };
    }

    /// <summary>A person as a caller may see them.</summary>
    /// <inheritdoc cref="Apply(Visit, string, SensitiveView)" path="/param"/>
    public Person Apply(Person person, string system, SensitiveView view)
    {
        var sensitive = connectors.Get(system).Sensitive;
        return person with { Fields = Apply(person.Fields, sensitive, view), Raw = Apply(person.Raw, sensitive, view) };
    }

    /// <summary>An organization as a caller may see it.</summary>
    /// <inheritdoc cref="Apply(Visit, string, SensitiveView)" path="/param"/>
    public Organization Apply(Organization organization, string system, SensitiveView view)
    {
        var sensitive = connectors.Get(system).Sensitive;
        return organization with
        {
            Fields = Apply(organization.Fields, sensitive, view),
            Raw = Apply(organization.Raw, sensitive, view),
        };
    }

    /// <summary>A site as a caller may see it.</summary>
    /// <inheritdoc cref="Apply(Visit, string, SensitiveView)" path="/param"/>
    public Site Apply(Site site, string system, SensitiveView view)
    {
        var sensitive = connectors.Get(system).Sensitive;
        return site with { Fields = Apply(site.Fields, sensitive, view), Raw = Apply(site.Raw, sensitive, view) };
    }

    /// <summary>An access point as a caller may see it.</summary>
    /// <inheritdoc cref="Apply(Visit, string, SensitiveView)" path="/param"/>
    public AccessPoint Apply(AccessPoint accessPoint, string system, SensitiveView view)
    {
        var sensitive = connectors.Get(system).Sensitive;
        return accessPoint with { Fields = Apply(accessPoint.Fields, sensitive, view), Raw = Apply(accessPoint.Raw, sensitive, view) };
    }

    /// <summary>A role as a caller may see it.</summary>
    /// <inheritdoc cref="Apply(Visit, string, SensitiveView)" path="/param"/>
    public Role Apply(Role role, string system, SensitiveView view)
    {
        var sensitive = connectors.Get(system).Sensitive;
        return role with { Fields = Apply(role.Fields, sensitive, view), Raw = Apply(role.Raw, sensitive, view) };
    }

    /// <summary>A passage as a caller may see it.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="system">The facility's system.</param>
    /// <param name="view">What the caller may see.</param>
    public AccessEvent Apply(AccessEvent passage, string system, SensitiveView view)
    {
        var sensitive = connectors.Get(system).Sensitive;
        return passage with { Fields = Apply(passage.Fields, sensitive, view), Raw = Apply(passage.Raw, sensitive, view) };
    }

    private static bool IsHidden(string name, SensitiveMembers sensitive, SensitiveView view) =>
        sensitive.Passwords.Contains(name)
        || (!view.Credentials && sensitive.Credentials.Contains(name))
        || (!view.Personal && sensitive.Personal.Contains(name));

    private static IReadOnlyDictionary<string, JsonElement> Apply(
        IReadOnlyDictionary<string, JsonElement> fields, SensitiveMembers sensitive, SensitiveView view)
    {
        if (!fields.Any(field => IsHidden(field.Key, sensitive, view) || HidesWithin(field.Value, sensitive, view)))
            return fields;

        // A field may be an object of the vendor's, with members that are sensitive like its own.
        return fields
            .Where(field => !IsHidden(field.Key, sensitive, view))
            .ToDictionary(
                field => field.Key,
                field => HidesWithin(field.Value, sensitive, view) ? Stripped(field.Value, sensitive, view) : field.Value,
                StringComparer.Ordinal);
    }

    // Most fields are plain values: for them nothing is captured.
    private static bool HidesWithin(JsonElement element, SensitiveMembers sensitive, SensitiveView view) =>
        element.ValueKind is JsonValueKind.Object or JsonValueKind.Array && HidesInside(element, sensitive, view);

    private static bool HidesInside(JsonElement element, SensitiveMembers sensitive, SensitiveView view) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Any(member => IsHidden(member.Name, sensitive, view) || HidesWithin(member.Value, sensitive, view))
        : element.EnumerateArray().Any(item => HidesWithin(item, sensitive, view));

    private static JsonElement? Apply(JsonElement? raw, SensitiveMembers sensitive, SensitiveView view) =>
        view.Raw && raw is { } element ? Stripped(element, sensitive, view) : null;

    private static JsonElement Stripped(JsonElement element, SensitiveMembers sensitive, SensitiveView view)
    {
        using var stripped = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stripped))
            Write(writer, element, sensitive, view);
        return JsonElement.Parse(stripped.GetBuffer().AsSpan(0, (int)stripped.Length));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, SensitiveMembers sensitive, SensitiveView view)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(member => !IsHidden(member.Name, sensitive, view)))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, sensitive, view);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item, sensitive, view);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
