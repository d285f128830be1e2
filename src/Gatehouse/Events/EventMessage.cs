using System.Text.Json;
using Gatehouse.Json;

namespace Gatehouse.Events;

/// <summary>Says that an event is in the log.</summary>
/// <param name="Partition">Its partition there.</param>
/// <param name="Row">Its row there.</param>
/// <param name="Traceparent">The trace of what caused it, as W3C Trace Context writes it.</param>
public sealed record EventMessage(string Partition, string Row, string? Traceparent)
{
    /// <summary>The queue of such messages.</summary>
    public const string Queue = "event-fanout";

    /// <inheritdoc />
    public override string ToString() => JsonSerializer.Serialize(this, GatehouseJson.Default.EventMessage);
}
