using System.Globalization;
using Azure.Core;
using Azure.Storage.Queues.Models;
using Azure.Storage.Queues.Wire;

namespace Azure.Storage.Queues;

/// <summary>One queue. Every failure is a <see cref="RequestFailedException"/> with the service's status and error code.</summary>
public class QueueClient
{
    private readonly QueueRequests _requests;

    internal QueueClient(QueueRequests requests, string name)
    {
        _requests = requests;
        Name = name;
    }

    /// <summary>The queue's name.</summary>
    public virtual string Name { get; }

    /// <summary>Creates the queue; does nothing when it exists with the same metadata.</summary>
    public virtual async Task<Response> CreateAsync(
        IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        if (metadata is not null)
            throw new NotSupportedException("Metadata is not supported.");

        using var message = _requests.Start(RequestMethod.Put, $"/{Name}");
        return await _requests.SendAsync(message, cancellationToken, 201, 204).ConfigureAwait(false);
    }

    /// <summary>Reads about how many messages the queue has.</summary>
    public virtual async Task<Response<QueueProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default)
    {
        using var message = _requests.Start(RequestMethod.Get, $"/{Name}", ("comp", "metadata"));
        var response = await _requests.SendAsync(message, cancellationToken, 200).ConfigureAwait(false);
        response.Headers.TryGetValue("x-ms-approximate-messages-count", out var count);
        return Response.FromValue(new QueueProperties(long.Parse(count ?? "0", CultureInfo.InvariantCulture)), response);
    }

    /// <summary>Adds a message, visible after <paramref name="visibilityTimeout"/>; it expires after <paramref name="timeToLive"/>, 7 days by default, −1 s never.</summary>
    public virtual async Task<Response<SendReceipt>> SendMessageAsync(
        string messageText,
        TimeSpan? visibilityTimeout = null,
        TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default)
    {
        using var message = _requests.Start(
            RequestMethod.Post, $"/{Name}/messages", ("visibilitytimeout", Seconds(visibilityTimeout)), ("messagettl", Seconds(timeToLive)));
        QueueRequests.SetText(message.Request, messageText);
        var response = await _requests.SendAsync(message, cancellationToken, 201).ConfigureAwait(false);
        return Response.FromValue(QueueXml.ReadReceipt(response.Content.ToStream()), response);
    }

    /// <summary>Takes up to <paramref name="maxMessages"/> messages (1 to 32, 1 by default) and hides them, 30 s by default.</summary>
    public virtual async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        int? maxMessages = null, TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        using var message = _requests.Start(
            RequestMethod.Get,
            $"/{Name}/messages",
            ("numofmessages", maxMessages?.ToString(CultureInfo.InvariantCulture)),
            ("visibilitytimeout", Seconds(visibilityTimeout)));
        var response = await _requests.SendAsync(message, cancellationToken, 200).ConfigureAwait(false);
        return Response.FromValue(QueueXml.ReadMessages(response.Content.ToStream()), response);
    }

    /// <summary>Removes a message; 404 <c>MessageNotFound</c> when it is gone, 400 <c>PopReceiptMismatch</c> when it was delivered again.</summary>
    public virtual async Task<Response> DeleteMessageAsync(
        string messageId, string popReceipt, CancellationToken cancellationToken = default)
    {
        using var message = _requests.Start(RequestMethod.Delete, MessagePath(messageId), ("popreceipt", popReceipt));
        return await _requests.SendAsync(message, cancellationToken, 204).ConfigureAwait(false);
    }

    /// <summary>Hides a message for <paramref name="visibilityTimeout"/> from now on; its text stays unless another is given. Errors as for a deletion.</summary>
    public virtual async Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId,
        string popReceipt,
        string? messageText = null,
        TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default)
    {
        using var message = _requests.Start(
            RequestMethod.Put,
            MessagePath(messageId),
            ("popreceipt", popReceipt),
            ("visibilitytimeout", Seconds(visibilityTimeout)));
        if (messageText is not null)
            QueueRequests.SetText(message.Request, messageText);

        var response = await _requests.SendAsync(message, cancellationToken, 204).ConfigureAwait(false);
        response.Headers.TryGetValue("x-ms-popreceipt", out var receipt);
        response.Headers.TryGetValue("x-ms-time-next-visible", out var visible);
        var updated = new UpdateReceipt(receipt ?? "", QueueXml.Time(visible) ?? default);
        return Response.FromValue(updated, response);
    }

    private string MessagePath(string messageId) => $"/{Name}/messages/{Uri.EscapeDataString(messageId)}";

    private static string? Seconds(TimeSpan? span) => span is { } given ? ((long)given.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null;
}
