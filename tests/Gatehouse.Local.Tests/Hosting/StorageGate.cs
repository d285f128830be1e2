using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Local.Tests.Hosting;

/// <summary>Stands on the way to a service and lets nobody through while it is closed.</summary>
public sealed class StorageGate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _connections = new();
    private readonly Uri _target;
    private readonly Task _accepting;
    private volatile bool _isClosed;

    /// <summary>Starts an open gate to <paramref name="target"/>.</summary>
    public StorageGate(Uri target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The gate's address in place of the service's.</summary>
    public Uri Endpoint => new UriBuilder(_target) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    /// <summary>Cuts all connections and lets none through.</summary>
    public void Close()
    {
        _isClosed = true;
        foreach (var connection in _connections.Keys)
            connection.Dispose();
    }

    /// <summary>Lets everybody through again.</summary>
    public void Open() => _isClosed = false;

    public async ValueTask DisposeAsync()
    {
        Close();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
            _ = PassAsync(await _listener.AcceptTcpClientAsync());
    }

    private async Task PassAsync(TcpClient caller)
    {
        using var service = new TcpClient();
        using (caller)
        {
            _connections[caller] = true;
            try
            {
                if (_isClosed)
                    return;

                await service.ConnectAsync(_target.Host, _target.Port);
                await Task.WhenAny(caller.GetStream().CopyToAsync(service.GetStream()), service.GetStream().CopyToAsync(caller.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut.
            }
            finally
            {
                _connections.TryRemove(caller, out _);
            }
        }
    }
}
