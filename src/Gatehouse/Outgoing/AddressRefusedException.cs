namespace Gatehouse.Outgoing;

/// <summary>A host has no address that the hub may connect to.</summary>
/// <param name="host">The host's name or address.</param>
public sealed class AddressRefusedException(string host) : IOException(
    $"'{host}' is at a private, loopback or link-local address. A deployment opens such networks with the setting AllowedPrivateNetworks.");
