using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors;

namespace Gatehouse.Audit;

/// <summary>
/// Takes secrets out of what is kept of requests and answers: members that connectors call passwords, credentials or personal, those that
/// the API itself has, and the queries of links, which hold tokens.
/// </summary>
public sealed class AuditRedaction
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "***";

    private const int MostBytes = 64 * 1024;

    private static readonly string[] Own =
    [
        "password", "secret", "token", "passUrl", "pin", "pinCode", "qr", "qrCode", "qrData", "cardNumber", "entryCode", "personnumber", "nationalNumber",
    ];

    private readonly FrozenSet<string> _hidden;

    /// <summary>Takes the names from all connectors.</summary>
    public AuditRedaction(ConnectorRegistry connectors) => _hidden = connectors.All
        .SelectMany(connector => connector.Sensitive.Passwords.Concat(connector.Sensitive.Credentials).Concat(connector.Sensitive.Personal))
        .Concat(Own)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What may be kept of a JSON text; <see langword="null"/> of none. What is too long is cut to its size in bytes.</summary>
    /// <param name="json">The text.</param>
    /// <param name="also">More members whose values are secrets.</param>
    public JsonElement? Apply(ReadOnlyMemory<byte> json, IReadOnlyCollection<string> also)
    {
        if (json.IsEmpty)
            return null;
        try
        {
            var kept = json.Length > MostBytes ? new JsonObject { ["bytes"] = json.Length } : Redacted(JsonNode.Parse(json.Span), also, false);
            return kept is null ? null : JsonElement.Parse(kept.ToJsonString());
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // It is refused by whoever reads it; nobody knows what is in it.
            return null;
        }
    }

    private JsonNode? Redacted(JsonNode? node, IReadOnlyCollection<string> also, bool isCredential)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    var isHidden = value is not null && (IsHidden(name, also) || (isCredential && name.Equals("value", StringComparison.OrdinalIgnoreCase)));
                    members[name] = isHidden ? Hidden : Detached(value, also, isCredential || name.Equals("credentials", StringComparison.OrdinalIgnoreCase));
                }

                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    items[i] = Detached(items[i], also, isCredential);
                return items;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return JsonValue.Create(WithoutQuery(text));
            default:
                return node;
        }
    }

    private JsonNode? Detached(JsonNode? node, IReadOnlyCollection<string> also, bool isCredential) =>
        Redacted(node?.DeepClone(), also, isCredential);

    private bool IsHidden(string name, IReadOnlyCollection<string> also) => _hidden.Contains(name) || also.Contains(name);

    private static string WithoutQuery(string text)
    {
        var query = text.IndexOf('?', StringComparison.Ordinal);
        var isLink = query > 0 && (text[0] == '/' || text.StartsWith("http", StringComparison.OrdinalIgnoreCase));
        return isLink ? text[..(query + 1)] + "…" : text;
    }
}
