using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Webhooks;

/// <summary>By what a webhook is recognised that came before.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<WebhookDedupe>))]
public enum WebhookDedupe
{
    /// <summary>By the SHA-256 of its body.</summary>
    Hash,

    /// <summary>By a header.</summary>
    Header,

    /// <summary>By a value in its JSON body.</summary>
    Body,
}
