using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Local;

/// <summary>Finds where to listen when nothing is said.</summary>
internal static class FreePort
{
    /// <summary>The port that is tried first: the one of Azure Functions Core Tools.</summary>
    public const int Preferred = 7071;

    private const int Tries = 100;

    /// <summary>The loopback address with the preferred port, or the next free one.</summary>
    /// <exception cref="IOException">None of 100 ports is free.</exception>
    public static string Address()
    {
        for (var port = Preferred; port < Preferred + Tries; port++)
        {
            if (IsFree(port))
                return FormattableString.Invariant($"http://127.0.0.1:{port}");
        }

        throw new IOException(FormattableString.Invariant($"No port from {Preferred} to {Preferred + Tries - 1} is free. Choose an address with --urls."));
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
