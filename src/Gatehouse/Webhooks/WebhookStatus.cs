using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Webhooks;

/// <summary>Where a webhook stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<WebhookStatus>))]
public enum WebhookStatus
{
    /// <summary>It was accepted and waits for its work.</summary>
    Received,

    /// <summary>What it told is in the hub's state.</summary>
    Processed,

    /// <summary>The hub makes nothing of its type; it is kept as it came.</summary>
    Ignored,

    /// <summary>It could not be worked and is a dead letter.</summary>
    Dead,
}
