using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Gatehouse.Outgoing;

/// <summary>Tells which addresses the hub may connect to: public ones, and the private networks that the deployment opened.</summary>
public sealed class AddressPolicy
{
    private static readonly IPNetwork[] NotPublic =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("64:ff9b:1::/48"),
        IPNetwork.Parse("100::/64"), IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fec0::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    // The addresses that serve cloud machines their identity and configuration are never a vendor's. The second looks public.
    private static readonly IPAddress[] Platform =
        [IPAddress.Parse("169.254.169.254"), IPAddress.Parse("168.63.129.16"), IPAddress.Parse("fd00:ec2::254")];

    private readonly IPNetwork[] _allowed;

    /// <summary>Reads the deployment's rules.</summary>
    /// <exception cref="FormatException">A network is not in CIDR notation.</exception>
    public AddressPolicy(IOptions<OutgoingOptions> options) => _allowed = [.. options.Value.AllowedPrivateNetworks.Select(Network)];

    /// <summary>Whether the hub may connect to this address.</summary>
    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (Array.IndexOf(Platform, address) >= 0)
            return false;
        return Array.Exists(_allowed, network => network.Contains(address))
            || (address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
                && !Array.Exists(NotPublic, network => network.Contains(address)));
    }

    /// <summary>
    /// Whether an address of the web is refused by what it says itself. Names are checked when a connection is made: what they resolve to
    /// now says nothing about then.
    /// </summary>
    public bool Refuses(Uri url) => url.IsLoopback
        ? !Allows(IPAddress.TryParse(url.DnsSafeHost, out var loopback) ? loopback : IPAddress.Loopback)
        : IPAddress.TryParse(url.DnsSafeHost, out var address) && !Allows(address);

    private static IPNetwork Network(string cidr) => IPNetwork.TryParse(cidr, out var network)
        ? network
        : throw new FormatException($"AllowedPrivateNetworks: '{cidr}' is not a network in CIDR notation such as 10.1.0.0/16.");
}
