using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Grants;

/// <summary>Asks again for the work of revocations of many that nobody goes on with: their message was never sent, is lost, or was given up.</summary>
/// <param name="store">How far each is.</param>
/// <param name="queue">Where their work is asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of revocations that waited.</param>
public sealed partial class SweepRevocations(RevocationStore store, IWorkQueue queue, TimeProvider time, ILogger<SweepRevocations> logger) : ISweep
{
    private const int MostDoublings = 5;

    /// <summary>
    /// How long one is quiet until it is asked for again; doubled each time, up to about an hour: what fails each time is a fault of the hub,
    /// which an operator hears of by its dead letter.
    /// </summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    public string Name => "revocations";

    /// <inheritdoc />
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await foreach (var open in store.OpenAsync(cancellationToken))
        {
            var (id, now) = (open.Value.Id, time.GetUtcNow());
            if (open.Value.AskedAt + Wait(open.Value.Sweeps) > now)
                continue;

            var read = await store.FindAsync(id, cancellationToken);
            if (read is null or { Value.Done: true })
                await store.CloseAsync(id, cancellationToken);
            else if (!(read.Value.WorkedAt + Wait(open.Value.Sweeps) > now) && await store.AskedAsync(open, now, cancellationToken))
                await AskAsync(id, cancellationToken);
        }
    }

    private async Task AskAsync(string id, CancellationToken cancellationToken)
    {
        await queue.EnqueueAsync(WorkQueues.GrantFanOut, new FanOutMessage(null, id, WorkTrace.Current).ToString(), TimeSpan.Zero, cancellationToken);
        LogSwept(logger, id);
    }

    private static TimeSpan Wait(int sweeps) => Quiet * (1 << Math.Min(sweeps, MostDoublings));

    [LoggerMessage(405, LogLevel.Warning, "Nobody went on with the revocation {Id}; it is asked for again.")]
    private static partial void LogSwept(ILogger logger, string id);
}
