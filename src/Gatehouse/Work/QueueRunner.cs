using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Work;

/// <summary>Works a message within the trace it carries. Both heads deliver through it.</summary>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of tries that failed.</param>
public sealed partial class QueueRunner(TimeProvider time, ILogger<QueueRunner> logger)
{
    private static readonly TimeSpan LongestInQueue = TimeSpan.FromDays(1);

    /// <summary>Works a message; what the work throws is thrown on, for the queue to deliver the message again.</summary>
    public async Task RunAsync(IQueueWork work, QueueDelivery delivery, CancellationToken cancellationToken)
    {
        using var activity = WorkTrace.Start(work.Name, ActivityKind.Consumer, WorkTrace.ParentOf(delivery.Body));
        try
        {
            await work.HandleAsync(delivery, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            LogFailed(logger, work.Name, delivery.Id, work.Queue, exception);
            throw;
        }
    }

    /// <summary>Works a message of which nothing is sure, not even what the host says beside it: those that nobody could work end here.</summary>
    /// <param name="work">The work.</param>
    /// <param name="body">The message.</param>
    /// <param name="id">Its id, as far as it is known.</param>
    /// <param name="enqueuedAt">When it was enqueued, ISO 8601, as far as it is known; now where it is not, and where it cannot be.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public Task RunAnyAsync(IQueueWork work, string body, string? id, string? enqueuedAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var at = DateTimeOffset.TryParse(enqueuedAt?.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var known)
            && known <= now && known > now - LongestInQueue
            ? known.ToUniversalTime()
            : now;
        return RunAsync(work, new QueueDelivery(id ?? "unknown", body, at), cancellationToken);
    }

    [LoggerMessage(20, LogLevel.Error, "{Work} failed on message {MessageId} of {Queue}; it will be delivered again.")]
    private static partial void LogFailed(ILogger logger, string work, string messageId, string queue, Exception exception);
}
