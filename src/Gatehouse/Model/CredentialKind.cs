using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Model;

/// <summary>What a credential is.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CredentialKind>))]
public enum CredentialKind
{
    /// <summary>The text of a QR code.</summary>
    Qr,

    /// <summary>Digits for a keypad.</summary>
    Pin,

    /// <summary>The number of a card or fob.</summary>
    Card,

    /// <summary>An entry code as Aktion NEXT issues it.</summary>
    EntryCode,

    /// <summary>A key on a phone.</summary>
    Phone,
}
