using Gatehouse.Connectors;

namespace Gatehouse.Sync;

/// <summary>What a message's share of a run works with.</summary>
/// <param name="Context">The facility.</param>
/// <param name="Name">The run's name.</param>
/// <param name="IsOver">Whether the message has been worked for long enough.</param>
/// <param name="CheckpointAsync">Writes down how far the run has come; throws when another process has taken it over.</param>
public sealed record SyncPass(FacilityContext Context, string Name, Func<bool> IsOver, Func<SyncRun, CancellationToken, Task> CheckpointAsync);
