using System.Threading.RateLimiting;

namespace Gatehouse.Outgoing;

/// <summary>
/// Reads answers whole, each of at most <see cref="AnswerBytes"/>. A small one is simply read; larger ones share the memory of
/// <see cref="MostBytes"/> and wait for one another, so that no number of vendors can take it all.
/// </summary>
internal sealed class AnswerReader : IDisposable
{
    /// <summary>The most bytes of an answer.</summary>
    public const int AnswerBytes = 8 * 1024 * 1024;

    /// <summary>The most bytes of all larger answers that are being read at once.</summary>
    public const int MostBytes = 16 * AnswerBytes;

    /// <summary>What is read without asking for room.</summary>
    public const int SmallBytes = 64 * 1024;

    private readonly ConcurrencyLimiter _room = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = MostBytes / SmallBytes,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Reads a whole answer.</summary>
    /// <exception cref="HttpRequestException">It ends before its end, or is too large.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var length = content.Headers.ContentLength;
        if (length > AnswerBytes)
            throw TooLarge();

        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);

            // One byte more than it says, to see the end.
            var body = new byte[length < SmallBytes ? (int)length + 1 : SmallBytes];
            var read = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
            if (read < body.Length)
                return body.AsMemory(0, read);

            using var room = await _room.AcquireAsync((int)Math.Min(((length ?? AnswerBytes) / SmallBytes) + 1, AnswerBytes / SmallBytes), cancellationToken);
            return await ReadLargeAsync(stream, body, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer ended before its end.", exception);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _room.Dispose();

    // The room grows with what has come, not with what was announced.
    private static async Task<ReadOnlyMemory<byte>> ReadLargeAsync(Stream stream, byte[] body, CancellationToken cancellationToken)
    {
        var read = body.Length;
        while (true)
        {
            if (body.Length > AnswerBytes)
                throw TooLarge();

            Array.Resize(ref body, Math.Min(2 * body.Length, AnswerBytes + 1));
            read += await stream.ReadAtLeastAsync(body.AsMemory(read), body.Length - read, throwOnEndOfStream: false, cancellationToken);
            if (read < body.Length)
                return body.AsMemory(0, read);
        }
    }

    private static HttpRequestException TooLarge() => new(
        HttpRequestError.ConfigurationLimitExceeded, FormattableString.Invariant($"The answer has more than {AnswerBytes} bytes."));
}
