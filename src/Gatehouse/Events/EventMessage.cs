using System.Text.Json;
using Gatehouse.Json;

namespace Gatehouse.Events;

/// <summary>Says that an event is in the log, or asks for events of the log once more.</summary>
/// <param name="Partition">The event's partition there; <see langword="null"/> for a range.</param>
/// <param name="Row">The event's row there; <see langword="null"/> for a range.</param>
/// <param name="Traceparent">The trace of what caused it, as W3C Trace Context writes it.</param>
/// <param name="Subscription">The only subscription that it is for; <see langword="null"/> for all.</param>
/// <param name="Replay">The range of events that a subscription gets once more.</param>
public sealed record EventMessage(
    string? Partition, string? Row, string? Traceparent, string? Subscription = null, EventReplay? Replay = null)
{
    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static EventMessage Parse(string text)
    {
        try
        {
            var message = JsonSerializer.Deserialize(text, GatehouseJson.Default.EventMessage);
            return message is { Partition: not null, Row: not null, Replay: null } or { Partition: null, Row: null, Replay: not null, Subscription: not null }
                ? message
                : throw new FormatException("The message names neither an event nor a range of events for a subscription.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The message is not JSON of its form: {exception.Message}", exception);
        }
    }

    /// <inheritdoc />
    public override string ToString() => JsonSerializer.Serialize(this, GatehouseJson.Default.EventMessage);
}
