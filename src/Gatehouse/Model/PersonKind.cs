using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Model;

/// <summary>As what the vendor knows a person.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PersonKind>))]
public enum PersonKind
{
    /// <summary>Receives visitors.</summary>
    Host,

    /// <summary>Has access of their own.</summary>
    User,

    /// <summary>Lives there.</summary>
    Resident,

    /// <summary>Works there.</summary>
    Employee,
}
