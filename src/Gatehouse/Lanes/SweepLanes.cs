using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Lanes;

/// <summary>Sends a ticket to each lane whose first due row is late. One that is being worked drops it.</summary>
/// <param name="rows">The rows.</param>
/// <param name="tickets">Sends tickets.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of late lanes.</param>
public sealed partial class SweepLanes(WorkStore rows, WorkLanes tickets, TimeProvider time, ILogger<SweepLanes> logger) : ISweep
{
    /// <summary>A row that waits longer than this since it was due is late.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public string Name => "lanes";

    /// <inheritdoc />
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await foreach (var first in rows.FirstOfEachLaneAsync(cancellationToken))
        {
            if (await IsLateAsync(first, cancellationToken))
            {
                LogLate(logger, first.Lane.Id);
                await tickets.EnsureTicketAsync(first.Lane, time.GetUtcNow(), null, cancellationToken);
            }
        }
    }

    private async Task<bool> IsLateAsync(WorkRow first, CancellationToken cancellationToken)
    {
        if (IsLate(first))
            return true;

        // The first row is urgent and not due yet; others may be.
        return first.Item.Priority == WorkPriority.Urgent
            && await rows.HeadAsync(first.Lane.Id, WorkPriority.Normal, 1, cancellationToken) is [var normal]
            && IsLate(normal.Value);
    }

    private bool IsLate(WorkRow row) => (row.Item.Due ?? row.WrittenAt) + Late < time.GetUtcNow();

    [LoggerMessage(306, LogLevel.Debug, "{Lane} has work that is late; a ticket is sent.")]
    private static partial void LogLate(ILogger logger, string lane);
}
