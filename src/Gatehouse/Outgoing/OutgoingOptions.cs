namespace Gatehouse.Outgoing;

/// <summary>The deployment's rules for requests that the hub sends. Nothing in the API can change them.</summary>
public sealed class OutgoingOptions
{
    /// <summary>Private, loopback and link-local networks, in CIDR notation, that the hub may connect to all the same.</summary>
    public IReadOnlyList<string> AllowedPrivateNetworks { get; set; } = [];
}
