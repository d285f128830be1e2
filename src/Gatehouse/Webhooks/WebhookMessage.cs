using System.Text.Json;
using Gatehouse.Json;
using Gatehouse.Work;

namespace Gatehouse.Webhooks;

/// <summary>Asks for the work of a webhook.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Webhook">The webhook's id; a member <c>id</c> would stand before the message's own in the Functions host's metadata.</param>
/// <param name="Traceparent">The trace of what asked for it, as W3C Trace Context writes it.</param>
public sealed record WebhookMessage(string Facility, string Webhook, string? Traceparent)
{
    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">It is no such message.</exception>
    public static WebhookMessage Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, GatehouseJson.Default.WebhookMessage) is { Facility.Length: > 0, Webhook.Length: > 2 } message
                ? message
                : throw new FormatException("The message names no facility or no webhook.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The message is not JSON of its form: {exception.Message}", exception);
        }
    }

    /// <summary>The message for a webhook, within the present trace.</summary>
    public static WebhookMessage For(string facility, string id) => new(facility, id, WorkTrace.Current);

    /// <inheritdoc />
    public override string ToString() => JsonSerializer.Serialize(this, GatehouseJson.Default.WebhookMessage);
}
