using System.Text.Json;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.VizPin;

/// <summary>A smartphone role as the setting <c>roles</c> says it.</summary>
/// <param name="Id">The vendor's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Site">The id of its location.</param>
/// <param name="AccessPoints">The ids of the readers that it opens.</param>
internal sealed record VizPinRole(string Id, string? Name, string Site, IReadOnlySet<string> AccessPoints)
{
    private static readonly string[] Members = ["id", "name", "site", "accessPoints"];

    /// <summary>How it is called in messages.</summary>
    public string Title => Name ?? Id;

    public static IReadOnlyList<VizPinRole> ReadAll(JsonElement? list, List<FieldError> errors)
    {
        if (list is not { } given)
            return [];
        if (given.ValueKind != JsonValueKind.Array)
        {
            errors.Add(new FieldError("/settings/roles", "Must be a list of {id, name, site, accessPoints}."));
            return [];
        }

        var roles = new List<VizPinRole>();
        foreach (var (index, item) in given.EnumerateArray().Index())
        {
            var pointer = FormattableString.Invariant($"/settings/roles/{index}");
            var before = errors.Count;
            errors.AddRange(Problems(item, pointer));
            if (errors.Count > before)
                continue;

            var role = new VizPinRole(
                item.GetProperty("id"u8).GetString()!,
                item.TryGetProperty("name"u8, out var name) ? name.GetString() : null,
                item.GetProperty("site"u8).GetString()!,
                item.GetProperty("accessPoints"u8).EnumerateArray().Select(point => point.GetString()!).ToHashSet(StringComparer.Ordinal));
            if (roles.Exists(other => other.Id == role.Id))
                errors.Add(new FieldError($"{pointer}/id", "Another role has this id."));
            roles.Add(role);
        }

        return roles;
    }

    private static IEnumerable<FieldError> Problems(JsonElement item, string pointer)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            yield return new FieldError(pointer, "Must be an object {id, name, site, accessPoints}.");
            yield break;
        }

        foreach (var member in item.EnumerateObject().Where(member => !Members.Contains(member.Name, StringComparer.Ordinal)))
            yield return new FieldError($"{pointer}/{member.Name}", "A role has id, name, site and accessPoints.");
        foreach (var name in new[] { "id", "site" })
        {
            if (!item.TryGetProperty(name, out var value) || !IsText(value))
                yield return new FieldError($"{pointer}/{name}", "Must be a text that is not empty.");
        }

        if (item.TryGetProperty("name"u8, out var title) && title.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            yield return new FieldError($"{pointer}/name", "Must be a text.");
        if (!item.TryGetProperty("accessPoints"u8, out var points) || points.ValueKind != JsonValueKind.Array || points.EnumerateArray().Any(point => !IsText(point)))
            yield return new FieldError($"{pointer}/accessPoints", "Must be a list of readers' ids.");
    }

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString());
}
