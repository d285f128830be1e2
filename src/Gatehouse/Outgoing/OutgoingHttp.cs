using System.Net.Sockets;

namespace Gatehouse.Outgoing;

/// <summary>
/// Sends the hub's requests to addresses that users configured. The address really connected to is checked,
/// redirects are not followed, cookies are not kept, and answers are bounded.
/// </summary>
public sealed class OutgoingHttp : IDisposable
{
    /// <summary>The most bytes of an answer.</summary>
    public const int AnswerBytes = AnswerReader.AnswerBytes;

    private readonly AddressPolicy _policy;
    private readonly Func<string, CancellationToken, Task<System.Net.IPAddress[]>> _resolve;
    private readonly AnswerReader _answers = new();
    private readonly HttpMessageInvoker _invoker;

    /// <summary>Makes the one sender of the process; connections are pooled for at most five minutes, so that DNS changes are seen.</summary>
    public OutgoingHttp(AddressPolicy policy)
        : this(policy, System.Net.Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>For tests of names whose addresses change.</summary>
    internal OutgoingHttp(AddressPolicy policy, Func<string, CancellationToken, Task<System.Net.IPAddress[]>> resolve)
    {
        _policy = policy;
        _resolve = resolve;
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
        var body = await _answers.ReadAsync(response.Content, cancellationToken);
        return new OutgoingAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.RetryAfter, body);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _invoker.Dispose();
        _answers.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await _resolve(host, cancellationToken);
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
