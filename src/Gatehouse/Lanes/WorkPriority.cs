using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Lanes;

/// <summary>Which due items of a lane go first.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<WorkPriority>))]
public enum WorkPriority
{
    /// <summary>Before all others: revokes.</summary>
    Urgent,

    /// <summary>Everything else.</summary>
    Normal,
}
