using System.Net.Sockets;

namespace Gatehouse.Outgoing;

/// <summary>
/// Sends the hub's requests to addresses that users configured. The address really connected to is checked,
/// redirects are not followed, cookies are not kept, and answers are bounded.
/// </summary>
public sealed class OutgoingHttp : IDisposable
{
    /// <summary>The most bytes of an answer.</summary>
    public const int AnswerBytes = 32 * 1024 * 1024;

    private readonly AddressPolicy _policy;
    private readonly HttpMessageInvoker _invoker;

    /// <summary>Makes the one sender of the process; connections are pooled for at most five minutes, so that DNS changes are seen.</summary>
    public OutgoingHttp(AddressPolicy policy)
    {
        _policy = policy;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = 64,
            ConnectCallback = ConnectAsync,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Sends a request and reads the whole answer, whatever its status.</summary>
    /// <exception cref="HttpRequestException">No answer, or one above <see cref="AnswerBytes"/>; an <see cref="AddressRefusedException"/> stands inside when the address is not allowed.</exception>
    public async Task<OutgoingAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _invoker.SendAsync(request, cancellationToken);
        var body = await ReadAsync(response.Content, cancellationToken);
        return new OutgoingAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.RetryAfter, body);
    }

    /// <inheritdoc />
    public void Dispose() => _invoker.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is >= 0 and <= AnswerBytes and var length)
            return await ReadExactlyAsync(content, (int)length, cancellationToken);

        await content.LoadIntoBufferAsync(AnswerBytes, cancellationToken);
        return await content.ReadAsByteArrayAsync(cancellationToken);
    }

    // Nothing is copied twice when the length is known, as it nearly always is.
    private static async Task<ReadOnlyMemory<byte>> ReadExactlyAsync(HttpContent content, int length, CancellationToken cancellationToken)
    {
        try
        {
            var body = new byte[length];
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            await stream.ReadExactlyAsync(body, cancellationToken);
            return body;
        }
        catch (IOException exception)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer ended before its end.", exception);
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await System.Net.Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = Array.FindAll(addresses, _policy.Allows);
        if (allowed.Length == 0)
            throw new AddressRefusedException(host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
