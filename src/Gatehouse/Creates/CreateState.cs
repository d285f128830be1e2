using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Creates;

/// <summary>Where a create stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CreateState>))]
public enum CreateState
{
    /// <summary>Somebody holds the lease and may have called the vendor.</summary>
    Running,

    /// <summary>The vendor was called and nobody knows whether it did it.</summary>
    Unknown,

    /// <summary>The vendor did it.</summary>
    Succeeded,
}
