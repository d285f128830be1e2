using Gatehouse.Sync;

namespace Gatehouse.Api.Sync;

/// <summary>Asks for a synchronization.</summary>
public sealed record SyncDraft
{
    /// <summary>What is synchronized; people when absent.</summary>
    public SyncKind? Kind { get; init; }

    /// <summary>Whether nothing is written and the report only tells what would be; for people and grants.</summary>
    public bool? DryRun { get; init; }
}
