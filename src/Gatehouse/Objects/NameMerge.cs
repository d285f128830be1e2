using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Objects;

/// <summary>Keeps the three parts of a name in step when a patch changes one of them.</summary>
internal static class NameMerge
{
    /// <summary>
    /// A patch with a whole name alone replaces the parts; one with a part replaces the whole name.
    /// </summary>
    public static void Prepare(JsonObject? target, JsonElement patch)
    {
        if (target is null || patch.ValueKind != JsonValueKind.Object)
            return;

        var part = patch.TryGetProperty("firstName", out _) || patch.TryGetProperty("lastName", out _);
        if (part)
        {
            target.Remove("name");
        }
        else if (patch.TryGetProperty("name", out _))
        {
            target.Remove("firstName");
            target.Remove("lastName");
        }
    }
}
