using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Validation;

/// <summary>JSON merge patches (RFC 7396): an omitted member is unchanged, <c>null</c> clears, an object is merged into.</summary>
public static class MergePatch
{
    /// <summary>Merges <paramref name="patch"/> into <paramref name="target"/>.</summary>
    public static void Apply(JsonObject target, JsonElement patch)
    {
        foreach (var member in patch.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Null:
                    target.Remove(member.Name);
                    break;
                case JsonValueKind.Object:
                    if (target[member.Name] is not JsonObject inner)
                        target[member.Name] = inner = [];
                    Apply(inner, member.Value);
                    break;
                default:
                    target[member.Name] = JsonNode.Parse(member.Value.GetRawText());
                    break;
            }
        }
    }
}
