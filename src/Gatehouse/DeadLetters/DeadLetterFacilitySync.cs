using Gatehouse.Sync;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.DeadLetters;

/// <summary>Keeps the messages that <see cref="SyncFacility"/> could not work, and ends their runs as failed.</summary>
public sealed class DeadLetterFacilitySync(
    DeadLetterStore letters,
    SyncRunStore runs,
    SyncLocks locks,
    TimeProvider time,
    QueueSettings settings,
    ILogger<DeadLetterFacilitySync> logger)
    : PoisonWork(FunctionName, WorkQueues.FacilitySync, SyncMessage.Parse, letters, settings, logger)
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(DeadLetterFacilitySync);

    /// <inheritdoc />
    protected override (string? Facility, string? Reference) About(string message)
    {
        var (facility, run, _, _) = SyncMessage.Parse(message);
        return (facility, run);
    }

    /// <inheritdoc />
    protected override async Task GiveUpAsync(string message, CancellationToken cancellationToken)
    {
        var (facility, run, _, kind) = SyncMessage.Parse(message);
        const string Why = "Its message failed each of its tries; the dead letters of facility-sync and the log say why.";
        await runs.EndAsync(facility, run, SyncOutcome.Failed, Why, time.GetUtcNow(), cancellationToken);
        await locks.ReleaseAsync(facility, kind, run, cancellationToken);
    }
}
