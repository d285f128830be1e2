using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Webhooks;

/// <summary>How a webhook proves who sent it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<WebhookVerification>))]
public enum WebhookVerification
{
    /// <summary>By the three headers of Standard Webhooks: <c>webhook-id</c>, <c>webhook-timestamp</c>, <c>webhook-signature</c>.</summary>
    StandardWebhooks,

    /// <summary>By an HMAC-SHA256 in a named header: of the body, or of <c>{timestamp}.{body}</c> where a timestamp header is named.</summary>
    Hmac,

    /// <summary>By a key in a named header.</summary>
    SharedKey,

    /// <summary>By a token as the last part of the address.</summary>
    PathToken,
}
