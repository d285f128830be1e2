using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Connectors;

/// <summary>What a setting's value is.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SettingType>))]
public enum SettingType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>An absolute http or https address.</summary>
    Url,

    /// <summary>An object whose members are texts.</summary>
    Map,

    /// <summary>Any JSON; the connector checks it.</summary>
    Json,
}
