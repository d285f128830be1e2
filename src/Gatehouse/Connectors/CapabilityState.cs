using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Connectors;

/// <summary>Whether a facility can do an operation.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CapabilityState>))]
public enum CapabilityState
{
    /// <summary>It can.</summary>
    Supported,

    /// <summary>Its system can, but this facility cannot for now.</summary>
    Unavailable,

    /// <summary>Its system cannot.</summary>
    Absent,
}
