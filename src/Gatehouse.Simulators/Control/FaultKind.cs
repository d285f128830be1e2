using System.Text.Json.Serialization;

namespace Gatehouse.Simulators.Control;

/// <summary>What goes wrong with a call. In JSON in kebab case: <c>drop-before</c>, <c>half-json</c>.</summary>
[JsonConverter(typeof(FaultKindConverter))]
public enum FaultKind
{
    /// <summary>The call waits, then takes effect and is answered, even if the caller has gone by then.</summary>
    Latency,

    /// <summary>The call is answered with a status of the fault's choice, by default 500 and without effect.</summary>
    Status,

    /// <summary>The connection is aborted before the call takes effect.</summary>
    DropBefore,

    /// <summary>The connection is aborted after the call took effect.</summary>
    DropAfter,

    /// <summary>The answer says that it is JSON and is not.</summary>
    Malformed,

    /// <summary>The answer is a web page.</summary>
    Html,

    /// <summary>The answer has no body.</summary>
    Empty,

    /// <summary>The answer is the first half of the right one.</summary>
    HalfJson,

    /// <summary>The call is never answered: held until the caller gives up, the limit is over or the simulator stops.</summary>
    Hang,
}
