using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Gatehouse.Local;

/// <summary>The addresses that the host is told to listen on.</summary>
internal static class ListenAddresses
{
    /// <summary>Reads addresses separated by semicolons.</summary>
    /// <exception cref="FormatException">One is none that the host can listen on.</exception>
    public static string[] Parse(string urls)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.Length == 0 || Array.Exists(addresses, address => !IsAddress(address)))
        {
            throw new FormatException(
                $"Cannot listen on '{urls}': --urls takes addresses such as http://127.0.0.1:7071, separated by semicolons, without https and without a path.");
        }

        return addresses;
    }

    /// <summary>Whether a start failed because an address could not be had; <paramref name="reason"/> says it in one line.</summary>
    public static bool IsRefused(Exception exception, string urls, out string reason)
    {
        reason = $"Cannot listen on {urls}: {exception.GetBaseException().Message}. Stop what listens there, or choose another address with --urls.";
        return exception is System.Net.Sockets.SocketException || exception.InnerException is AddressInUseException;
    }

    private static bool IsAddress(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address is { Scheme: "http", PathBase: "", Port: >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort } && address.Host.Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
