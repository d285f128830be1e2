using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Events;

/// <summary>Makes events.</summary>
public static class EventDraft
{
    /// <summary>The sequence of the next change of a resource: later than any before, also of a resource that was gone meanwhile.</summary>
    public static long NextSequence(long? last, DateTimeOffset now) => Math.Max((last ?? 0) + 2, now.UtcTicks);

    /// <summary>An event whose id follows from the resource and the sequence.</summary>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="facility">The facility's id.</param>
    /// <param name="subject">The resource's address below <c>/api/v1/</c>.</param>
    /// <param name="sequence">From <see cref="NextSequence"/>.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="data">The resource as it is, without credentials.</param>
    /// <param name="before">The resource as it was, for changes.</param>
    public static HubEvent Of(
        string type, string? facility, string subject, long sequence, DateTimeOffset now, JsonElement data, JsonElement? before = null)
    {
        var (from, to) = before is { } earlier ? Difference(earlier, data) : (null, null);
        return new HubEvent
        {
            Id = IdOf(subject, sequence),
            Type = type,
            Facility = facility,
            Time = now,
            Subject = subject,
            Sequence = sequence,
            Data = data,
            From = from,
            To = to,
        };
    }

    /// <summary>The members in which two objects differ, as they were and as they are; one that is absent is <c>null</c>.</summary>
    public static (JsonElement? From, JsonElement? To) Difference(JsonElement before, JsonElement after)
    {
        var (from, to) = (new JsonObject(), new JsonObject());
        foreach (var name in before.EnumerateObject().Concat(after.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal))
        {
            var was = before.TryGetProperty(name, out var old) ? old : default;
            var now = after.TryGetProperty(name, out var fresh) ? fresh : default;
            if (was.ValueKind == now.ValueKind && (was.ValueKind == JsonValueKind.Undefined || JsonElement.DeepEquals(was, now)))
                continue;
            from[name] = Node(was);
            to[name] = Node(now);
        }

        return from.Count == 0 ? (null, null) : (Element(from), Element(to));
    }

    private static JsonNode? Node(JsonElement element) =>
        element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : JsonNode.Parse(element.GetRawText());

    private static JsonElement Element(JsonObject value) => JsonElement.Parse(value.ToJsonString());

    private static string IdOf(string subject, long sequence)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{subject}\n{sequence}");
        return "evt_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
