using Gatehouse.State;
using Gatehouse.Work;

namespace Gatehouse.Local.Work;

/// <summary>
/// Delivers the messages of all queues as the Functions host does, by the settings of <c>host.json</c>. A message whose work is cut off
/// by the end of the host is visible again at once.
/// </summary>
internal sealed partial class QueuePump(
    IEnumerable<IQueueWork> works, IWorkQueue queue, QueueBell bell, QueueRunner runner, QueueSettings settings, TimeProvider time, ILogger<QueuePump> logger)
    : BackgroundService
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    // The end of the host waits for a receive that is under way, which may have hidden messages already, but not until it is killed.
    private static readonly TimeSpan ReceiveGrace = TimeSpan.FromSeconds(3);

    // Work is cut off before its message is delivered again.
    private readonly TimeSpan _hidden = settings.FunctionTimeout + TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(works.Select(work => PumpAsync(work, stoppingToken)));

    private async Task PumpAsync(IQueueWork work, CancellationToken stopping)
    {
        var inWork = new List<Task>();
        var wait = ShortestWait;
        var isAway = false;
        try
        {
            while (true)
            {
                inWork.RemoveAll(task => task.IsCompletedSuccessfully);
                if (inWork.Count > settings.NewBatchThreshold)
                {
                    await await Task.WhenAny(inWork);
                    continue;
                }

                var rung = bell.NextAsync(work.Queue);
                var (messages, failure) = await ReceiveAsync(work, stopping);

                // Told once, not at every try.
                if (failure is not null && !isAway)
                    LogAway(logger, work.Queue, failure);
                else if (failure is null && isAway)
                    LogBack(logger, work.Queue);
                isAway = failure is not null;
                if (stopping.IsCancellationRequested)
                {
                    await Task.WhenAll(messages.Select(message => SettleAsync(work, message, () => queue.AbandonAsync(message, TimeSpan.Zero, CancellationToken.None))));
                    return;
                }

                inWork.AddRange(messages.Select(message => WorkAsync(work, message, stopping)));
                if (messages.Count > 0)
                {
                    wait = ShortestWait;
                    continue;
                }

                await rung.WaitAsync(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                var longer = wait * 2 < settings.MaxPollingInterval ? wait * 2 : settings.MaxPollingInterval;
                wait = rung.IsCompletedSuccessfully ? ShortestWait : longer;
            }
        }
        finally
        {
            await Task.WhenAll(inWork);
        }
    }

    private async Task<(IReadOnlyList<WorkMessage> Messages, string? Failure)> ReceiveAsync(IQueueWork work, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        using var cut = new CancellationTokenSource();
        await using var end = stopping.Register(() => cut.CancelAfter(ReceiveGrace));
        try
        {
            return (await queue.ReceiveAsync(work.Queue, settings.BatchSize, _hidden, settings.MaxDequeueCount, cut.Token), null);
        }
        catch (StateStoreException exception)
        {
            return ([], exception.Message);
        }
    }

    private async Task WorkAsync(IQueueWork work, WorkMessage message, CancellationToken stopping)
    {
        var isDone = await IsDoneAsync(work, message, stopping);
        await SettleAsync(work, message, () => isDone
            ? queue.CompleteAsync(message, CancellationToken.None)
            : queue.AbandonAsync(message, stopping.IsCancellationRequested ? TimeSpan.Zero : settings.VisibilityTimeout, CancellationToken.None));
    }

    private async Task SettleAsync(IQueueWork work, WorkMessage message, Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (StateStoreException exception)
        {
            // The message shows again by itself.
            LogNotSettled(logger, message.Id, work.Queue, exception.Message);
        }
    }

    private async Task<bool> IsDoneAsync(IQueueWork work, WorkMessage message, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(settings.FunctionTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await runner.RunAsync(work, new QueueDelivery(message.Id, message.Body, message.EnqueuedAt), either.Token);
            return true;
        }
        catch (Exception exception)
        {
            // Other failures are told by the runner.
            if (limit.IsCancellationRequested)
                LogTooLong(logger, work.Name, message.Id, exception);
            return false;
        }
    }

    [LoggerMessage(80, LogLevel.Warning, "The queue {Queue} is not worked until it answers: {Reason}")]
    private static partial void LogAway(ILogger logger, string queue, string reason);

    [LoggerMessage(83, LogLevel.Warning, "The queue {Queue} answers again.")]
    private static partial void LogBack(ILogger logger, string queue);

    [LoggerMessage(84, LogLevel.Warning, "Message {MessageId} of {Queue} will be delivered again, for the queue does not answer: {Reason}")]
    private static partial void LogNotSettled(ILogger logger, string messageId, string queue, string reason);

    [LoggerMessage(81, LogLevel.Error, "{Work} took too long with message {MessageId}.")]
    private static partial void LogTooLong(ILogger logger, string work, string messageId, Exception exception);
}
