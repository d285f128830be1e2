using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Sync;

/// <summary>Where a synchronization stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SyncOutcome>))]
public enum SyncOutcome
{
    /// <summary>It goes on from its cursor.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Succeeded,

    /// <summary>The facility's vendor refused or did not answer; the next one begins anew.</summary>
    Failed,

    /// <summary>Another one of the same kind was under way; nothing was done.</summary>
    Skipped,
}
