using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Operations;

/// <summary>What calling an operation again does.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<Effect>))]
public enum Effect
{
    /// <summary>Nothing changes, however often it is called.</summary>
    Read,

    /// <summary>A second call changes nothing more than the first.</summary>
    Idempotent,

    /// <summary>Each call makes something new.</summary>
    Create,
}
