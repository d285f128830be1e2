using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Api.RateLimits;

/// <summary>What counts as one remote address.</summary>
internal static class RemoteAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The address; of IPv6 the first 64 bits, which is what one customer has.</summary>
    public static string Partition(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out _) ? Convert.ToHexString(bytes[..NetworkBytes]) : address.ToString();
    }
}
