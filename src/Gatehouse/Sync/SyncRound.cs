using Gatehouse.Facilities;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Sync;

/// <summary>Asks for a synchronization of every facility that has something to synchronize, a few at a time.</summary>
/// <param name="facilities">All facilities.</param>
/// <param name="directory">Their contexts.</param>
/// <param name="sources">Know what can be synchronized.</param>
/// <param name="queue">Where synchronizations are asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of facilities that are left out.</param>
public sealed partial class SyncRound(
    FacilityStore facilities,
    FacilityDirectory directory,
    IEnumerable<ISyncSource> sources,
    IWorkQueue queue,
    TimeProvider time,
    ILogger<SyncRound> logger)
{
    private const int AtOnce = 8;

    /// <summary>Asks. A facility that cannot be asked for keeps no other from it; it has its turn in the next round.</summary>
    public async Task RunAsync(SyncKind kind, CancellationToken cancellationToken)
    {
        var source = sources.Single(source => source.Kind == kind);
        var run = SyncRunStore.NameOf(time.GetUtcNow(), kind);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(facilities.ListAsync(cancellationToken), limits, async (facility, token) =>
        {
            try
            {
                if (source.Can(await directory.GetAsync(facility.Value.Id, token)))
                {
                    var message = new SyncMessage(facility.Value.Id, run, WorkTrace.Current, kind);
                    await queue.EnqueueAsync(WorkQueues.FacilitySync, message.ToString(), TimeSpan.Zero, token);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogLeftOut(logger, facility.Value.Id, kind, exception.Message);
            }
        });
    }

    [LoggerMessage(29, LogLevel.Warning, "{Facility} is not synchronized ({Kind}): {Reason}")]
    private static partial void LogLeftOut(ILogger logger, string facility, SyncKind kind, string reason);
}
