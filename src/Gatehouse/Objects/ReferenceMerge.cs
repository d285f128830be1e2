using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Objects;

/// <summary>Merges references: one that a patch names is replaced as a whole, since the name of another object must not stay with a new id.</summary>
internal static class ReferenceMerge
{
    /// <summary>Takes the references that a patch has out of the base.</summary>
    public static void Prepare(JsonObject target, JsonElement patch, params ReadOnlySpan<string> references)
    {
        foreach (var reference in references)
        {
            if (patch.TryGetProperty(reference, out _))
                target.Remove(reference);
        }
    }
}
