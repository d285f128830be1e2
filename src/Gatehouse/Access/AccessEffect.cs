using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Access;

/// <summary>What an access at a vendor does.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AccessEffect>))]
public enum AccessEffect
{
    /// <summary>It opens doors.</summary>
    Access,

    /// <summary>It is written down and opens nothing.</summary>
    Record,
}
