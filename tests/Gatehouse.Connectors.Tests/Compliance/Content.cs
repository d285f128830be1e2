using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>Drafts as JSON, to be compared and changed member by member.</summary>
internal static class Content
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static JsonObject Of<T>(T draft) => JsonSerializer.SerializeToNode(draft, Options)!.AsObject();

    public static T Read<T>(JsonObject json) => json.Deserialize<T>(Options)!;

    /// <summary>What of <paramref name="expected"/> is not in <paramref name="actual"/>: pointers with both values.</summary>
    public static IEnumerable<string> Lost(JsonNode? expected, JsonNode? actual, string pointer = "")
    {
        if (expected is JsonObject members)
        {
            foreach (var (name, value) in members.Where(member => member.Value is not null))
            {
                foreach (var lost in Lost(value, (actual as JsonObject)?[name], $"{pointer}/{name}"))
                    yield return lost;
            }
        }
        else if (expected is not null && !Same(expected, actual))
        {
            yield return $"{pointer}: wrote {expected.ToJsonString()}, has {actual?.ToJsonString() ?? "nothing"}";
        }
    }

    /// <summary>The pointers of all values.</summary>
    public static IEnumerable<string> Pointers(JsonNode? node, string pointer = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Pointers(member.Value, $"{pointer}/{member.Key}")),
        null => [],
        _ => [pointer],
    };

    /// <summary>Takes a member out.</summary>
    public static void Remove(JsonObject json, string pointer)
    {
        var names = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var parent = names[..^1].Aggregate<string, JsonNode?>(json, (node, name) => (node as JsonObject)?[name]);
        (parent as JsonObject)?.Remove(names[^1]);
    }

    /// <summary>Only the members at some pointers.</summary>
    public static JsonObject Only(JsonObject json, IReadOnlyCollection<string> pointers)
    {
        var left = json.DeepClone().AsObject();
        foreach (var pointer in Pointers(json))
        {
            if (!pointers.Any(kept => pointer == kept || pointer.StartsWith(kept + "/", StringComparison.Ordinal)))
                Remove(left, pointer);
        }

        return left;
    }

    private static bool Same(JsonNode expected, JsonNode? actual) =>
        JsonNode.DeepEquals(expected, actual) || (Instant(expected) is { } instant && Instant(actual) == instant);

    private static DateTimeOffset? Instant(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String
        && DateTimeOffset.TryParseExact(
            value.GetValue<string>(), "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : null;
}
