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

    /// <summary>What vendors hold of grants: it is compared with what they shall hold, and put right.</summary>
    Grants,
}
