using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Work;

/// <summary>Works a message within the trace it carries. Both heads deliver through it.</summary>
/// <param name="logger">Tells of tries that failed.</param>
public sealed partial class QueueRunner(ILogger<QueueRunner> logger)
{
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

    [LoggerMessage(20, LogLevel.Error, "{Work} failed on message {MessageId} of {Queue}; it will be delivered again.")]
    private static partial void LogFailed(ILogger logger, string work, string messageId, string queue, Exception exception);
}
