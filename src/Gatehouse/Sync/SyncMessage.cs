using System.Text.Json;
using Gatehouse.Json;

namespace Gatehouse.Sync;

/// <summary>Asks for a synchronization of a facility, or for its next part: the run's row has the cursor.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Run">The run, see <see cref="SyncRunStore"/>; the same in all messages of a synchronization.</param>
/// <param name="Traceparent">The trace of what asked for it, as W3C Trace Context writes it.</param>
/// <param name="Kind">What is synchronized.</param>
public sealed record SyncMessage(string Facility, string Run, string? Traceparent, SyncKind Kind = SyncKind.People)
{
    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">It is no such message.</exception>
    public static SyncMessage Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, GatehouseJson.Default.SyncMessage) is { Facility.Length: > 0, Run.Length: > 0 } message
                ? message
                : throw new FormatException("The message names no facility or no run.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The message is not JSON of its form: {exception.Message}", exception);
        }
    }

    /// <inheritdoc />
    public override string ToString() => JsonSerializer.Serialize(this, GatehouseJson.Default.SyncMessage);
}
