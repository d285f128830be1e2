using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Webhooks;

/// <summary>How a signature is written.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SignatureEncoding>))]
public enum SignatureEncoding
{
    /// <summary>Hexadecimal digits, of either case.</summary>
    Hex,

    /// <summary>Base64.</summary>
    Base64,
}
