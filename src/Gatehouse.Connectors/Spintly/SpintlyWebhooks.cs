using System.Runtime.InteropServices;
using System.Text.Json;
using Gatehouse.AccessEvents;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Webhooks;

namespace Gatehouse.Connectors.Spintly;

/// <summary>
/// Spintly's webhook <c>access_event</c> (vendors.md [V]), in the current variant and the older one with more members. It comes with an
/// <c>x-api-key</c> that the customer chose; <c>requestId</c> is of a message, <c>eventId</c> of the passage.
/// </summary>
internal static class SpintlyWebhooks
{
    private const string AccessEventType = "access_event";
    private const int LongestType = 100;
    private const int LongestId = 200;

    public static WebhookSource Source { get; } = new(
        new WebhookSettings
        {
            Verification = WebhookVerification.SharedKey,
            Header = "x-api-key",
            Dedupe = WebhookDedupe.Body,
            DedupeName = "/messageData/data/eventId",
        },
        Read,
        body => Open(body)?.Type);

    private static WebhookContent? Read(FacilityContext context, ReadOnlyMemory<byte> body)
    {
        if (Open(body) is not var (type, message))
            return null;
        if (type != AccessEventType)
            return new WebhookContent(type) { IsKnown = false };

        return message.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? new WebhookContent(AccessEventType) { Passages = [Passage(context, data)] }
            : throw new FormatException("The access_event has no data.");
    }

    private static AccessEvent Passage(FacilityContext context, JsonElement data)
    {
        CheckText(data);
        var passage = new WireObject(SpintlyModels.Passage, data);
        return new AccessEvent
        {
            Id = Id(passage, "eventId") ?? throw new FormatException("The access_event has no eventId."),
            Facility = context.Facility.Id,
            Time = context.Zone.ToLocal(TimeOf(passage)),
            Direction = passage.Text("direction")?.ToUpperInvariant() switch
            {
                "ENTRY" => AccessDirection.Entry,
                "EXIT" => AccessDirection.Exit,
                _ => AccessDirection.Unknown,
            },
            AccessPoint = Reference(Id(passage, "accessPointId"), passage.Text("accessPointName")),
            Site = Reference(Id(passage, "siteId"), passage.Text("siteName")),
            Person = Reference(Id(passage, "orgUserId"), passage.Text("name")),
            Medium = passage.Text("accessType"),
            Fields = passage.Fields(),
            Raw = data,
        };
    }

    /// <summary>An id, which the hub finds things by: what is longer is none.</summary>
    private static string? Id(WireObject passage, string name) => passage.Text(name) is { Length: > LongestId }
        ? throw new FormatException(FormattableString.Invariant($"The {name} of the access_event has more than {LongestId} characters."))
        : passage.Text(name);

    /// <summary>Reads every text once: what is no Unicode would fail wherever it is used first.</summary>
    private static void CheckText(JsonElement data)
    {
        try
        {
            var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(data));
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    reader.GetString();
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException("The access_event holds text that is no Unicode, such as half of a surrogate pair.", exception);
        }
    }

    private static DateTimeOffset TimeOf(WireObject passage)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeSeconds(
                passage.Number("eventTimeEpoch") ?? throw new FormatException("The access_event has no eventTimeEpoch in whole seconds."));
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new FormatException("The eventTimeEpoch of the access_event is not in seconds.", exception);
        }
    }

    private static NamedReference? Reference(string? id, string? name) => id is null && name is null ? null : new NamedReference { Id = id, Name = name };

    private static (string Type, JsonElement Message)? Open(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonElement.Parse(body.Span) is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("messageData", out var message) && message.ValueKind == JsonValueKind.Object
                && message.TryGetProperty("msgType", out var said) && WireValue.Text(said) is { Length: <= LongestType } type
                ? (type, message)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Kept as it came, like any type that is not known. Half of a surrogate pair is InvalidOperationException.
            return null;
        }
    }
}
