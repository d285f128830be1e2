using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Gatehouse.State;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Azure.Work;

/// <summary>
/// The work queue on Azure Queue Storage. A queue is created by the first message that finds it missing. Texts are Base64, as the
/// Functions host has them; a text that is not, which only another sender can have put there, is delivered as it is.
/// Times are rounded up to whole seconds.
/// </summary>
/// <remarks>A call that the client repeated although its first try had arrived can enqueue a message twice, or find a receipt used up.</remarks>
/// <param name="service">The storage account's Queue service.</param>
/// <param name="logger">Tells of messages that could not be moved to their poison queue yet.</param>
public sealed partial class StorageWorkQueue(QueueServiceClient service, ILogger<StorageWorkQueue> logger) : IWorkQueue
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc />
    public Task EnqueueAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        WorkLimits.CheckQueue(queue);
        WorkLimits.CheckBody(body);
        WorkLimits.CheckDelay(delay);
        return SendAsync(queue, Convert.ToBase64String(Encoding.UTF8.GetBytes(body)), delay, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<WorkMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, int maxDequeueCount, CancellationToken cancellationToken)
    {
        WorkLimits.CheckQueue(queue);
        WorkLimits.CheckReceive(max);
        WorkLimits.CheckVisibility(visibility);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDequeueCount, 1);
        var messages = await CallAsync(
            queue,
            async client => (await client.ReceiveMessagesAsync(max, WholeSeconds(visibility), cancellationToken)).Value,
            error => error.ErrorCode == StorageErrors.QueueNotFound,
            [],
            cancellationToken);
        var poisonAfter = queue.EndsWith(WorkLimits.PoisonSuffix, StringComparison.Ordinal) ? int.MaxValue : maxDequeueCount;
        WorkMessage[] received = [.. messages.Where(message => message.DequeueCount <= poisonAfter).Select(message => Read(queue, message))];
        await PoisonAsync(queue, [.. messages.Where(message => message.DequeueCount > poisonAfter)], received.Length > 0, cancellationToken);
        return received;
    }

    /// <inheritdoc />
    public Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken) =>
        DeleteAsync(message.Queue, message.Id, message.Receipt, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        WorkLimits.CheckDelay(delay);
        return await HideAsync(message, delay, cancellationToken) is not null;
    }

    /// <inheritdoc />
    public async Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        WorkLimits.CheckVisibility(visibility);
        return await HideAsync(message, visibility, cancellationToken) is { } receipt ? message with { Receipt = receipt } : null;
    }

    /// <inheritdoc />
    public Task<int> ApproximateLengthAsync(string queue, CancellationToken cancellationToken)
    {
        WorkLimits.CheckQueue(queue);
        return CallAsync(
            queue,
            async client => (int)Math.Min((await client.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCountLong, int.MaxValue),
            error => error.ErrorCode == StorageErrors.QueueNotFound,
            0,
            cancellationToken);
    }

    private static TimeSpan WholeSeconds(TimeSpan span) => TimeSpan.FromSeconds(Math.Ceiling(span.TotalSeconds));

    private static bool IsGone(RequestFailedException error) =>
        error.Status == 404 || error is { Status: 400, ErrorCode: "PopReceiptMismatch" or "InvalidQueryParameterValue" };

    private static WorkMessage Read(string queue, QueueMessage message) => new(
        queue,
        message.MessageId,
        message.PopReceipt,
        Decode(message.MessageText),
        (int)message.DequeueCount,
        message.InsertedOn?.ToUniversalTime() ?? DateTimeOffset.UnixEpoch);

    private static string Decode(string text)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(text));
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            return text;
        }
    }

    /// <summary>
    /// Moves messages to the poison queue. One that cannot be moved is visible again later, and is moved then: when others were received
    /// with it, they must not be lost to the caller for its sake.
    /// </summary>
    private async Task PoisonAsync(string queue, QueueMessage[] messages, bool othersReceived, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            try
            {
                await PoisonAsync(queue, message, cancellationToken);
            }
            catch (StateStoreException exception) when (othersReceived)
            {
                LogNotMoved(logger, message.MessageId, queue, exception.Message);
                if (exception.IsTransient)
                    return;
            }
            catch (OperationCanceledException) when (othersReceived)
            {
                return;
            }
        }
    }

    /// <summary>First into the poison queue, then out of this one: it may be there twice, but is never lost.</summary>
    private async Task PoisonAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        await SendAsync(queue + WorkLimits.PoisonSuffix, message.MessageText, TimeSpan.Zero, cancellationToken);
        await DeleteAsync(queue, message.MessageId, message.PopReceipt, cancellationToken);
    }

    private async Task SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (await CallAsync(queue, PutAsync, error => error.ErrorCode == StorageErrors.QueueNotFound, false, cancellationToken))
            return;

        await CallAsync(
            queue,
            async client =>
            {
                await client.CreateAsync(null, cancellationToken);
                return await PutAsync(client);
            },
            _ => false,
            false,
            cancellationToken);

        async Task<bool> PutAsync(QueueClient client)
        {
            await client.SendMessageAsync(text, WholeSeconds(delay), Forever, cancellationToken);
            return true;
        }
    }

    private Task<bool> DeleteAsync(string queue, string id, string receipt, CancellationToken cancellationToken) => CallAsync(
        queue,
        async client =>
        {
            await client.DeleteMessageAsync(id, receipt, cancellationToken);
            return true;
        },
        IsGone,
        false,
        cancellationToken);

    private Task<string?> HideAsync(WorkMessage message, TimeSpan span, CancellationToken cancellationToken) => CallAsync(
        message.Queue,
        async client => (string?)(await client.UpdateMessageAsync(
            message.Id, message.Receipt, visibilityTimeout: WholeSeconds(span), cancellationToken: cancellationToken)).Value.PopReceipt,
        IsGone,
        null,
        cancellationToken);

    /// <summary>Runs a call; an error that <paramref name="isExpected"/> names gives <paramref name="otherwise"/>.</summary>
    private async Task<T> CallAsync<T>(
        string queue,
        Func<QueueClient, Task<T>> call,
        Func<RequestFailedException, bool> isExpected,
        T otherwise,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await call(service.GetQueueClient(queue));
        }
        catch (RequestFailedException error) when (isExpected(error))
        {
            return otherwise;
        }
        catch (Exception error) when (StorageErrors.IsFailure(error, cancellationToken))
        {
            throw StorageErrors.Translate(error, "Queue Storage", $"the queue {queue}");
        }
    }

    [LoggerMessage(362, LogLevel.Warning, "Message {MessageId} of {Queue} is not in the poison queue yet: {Reason}")]
    private static partial void LogNotMoved(ILogger logger, string messageId, string queue, string reason);
}
