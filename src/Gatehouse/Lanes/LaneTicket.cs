using System.Text.Json;
using Gatehouse.Json;

namespace Gatehouse.Lanes;

/// <summary>Wakes a worker for a lane. One that is lost, doubled or late costs time and nothing else.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="At">The time it was sent for, UTC; <see langword="null"/> for at once.</param>
/// <param name="Traceparent">The trace of what sent it.</param>
public sealed record LaneTicket(Lane Lane, DateTimeOffset? At, string? Traceparent)
{
    /// <summary>Reads a ticket.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LaneTicket Parse(string text)
    {
        try
        {
            var ticket = JsonSerializer.Deserialize(text, GatehouseJson.Default.LaneTicket);
            if (ticket?.Lane?.Id is null)
                throw new FormatException("The message names no lane.");

            Lane.Check(ticket.Lane);
            return ticket;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The message is not JSON of its form: {exception.Message}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"The message names no lane that there can be: {exception.Message}", exception);
        }
    }

    /// <inheritdoc />
    public override string ToString() => JsonSerializer.Serialize(this, GatehouseJson.Default.LaneTicket);
}
