using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Subscriptions;

/// <summary>What became of a delivery.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    /// <summary>It is still tried.</summary>
    Pending,

    /// <summary>The subscriber accepted it.</summary>
    Delivered,

    /// <summary>It is tried no more.</summary>
    Failed,
}
