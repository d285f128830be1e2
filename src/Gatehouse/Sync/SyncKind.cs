using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Sync;

/// <summary>What is synchronized.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SyncKind>))]
public enum SyncKind
{
    /// <summary>The directory of people.</summary>
    People,

    /// <summary>The snapshot of visits.</summary>
    Visits,

    /// <summary>Passages through access points.</summary>
    AccessEvents,
}
