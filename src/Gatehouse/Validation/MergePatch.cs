using System.Text.Json.Nodes;

namespace Gatehouse.Validation;

/// <summary>JSON merge patches (RFC 7396): an omitted member is unchanged, <c>null</c> clears, an object is merged into.</summary>
public static class MergePatch
{
    /// <summary>Merges <paramref name="patch"/> into <paramref name="target"/>.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject members:
                    if (target[name] is not JsonObject inner)
                        target[name] = inner = [];
                    Apply(inner, members);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }
}
