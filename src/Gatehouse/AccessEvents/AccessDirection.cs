using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.AccessEvents;

/// <summary>Which way somebody went.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AccessDirection>))]
public enum AccessDirection
{
    /// <summary>The vendor does not say.</summary>
    Unknown,

    /// <summary>In.</summary>
    Entry,

    /// <summary>Out.</summary>
    Exit,
}
