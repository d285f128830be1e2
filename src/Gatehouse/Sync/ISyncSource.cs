using Gatehouse.Connectors;

namespace Gatehouse.Sync;

/// <summary>How one kind of thing is synchronized.</summary>
public interface ISyncSource
{
    /// <summary>What is synchronized.</summary>
    SyncKind Kind { get; }

    /// <summary>Whether a facility has something to synchronize.</summary>
    bool Can(FacilityContext context);

    /// <summary>
    /// Goes on with a run: to its end, or until <see cref="SyncPass.IsOver"/>, with a checkpoint after each page.
    /// Returns the run as it is then, and whether it has come to its end.
    /// </summary>
    Task<(SyncRun Run, bool Complete)> RunAsync(SyncPass pass, SyncRun run, CancellationToken cancellationToken);
}
