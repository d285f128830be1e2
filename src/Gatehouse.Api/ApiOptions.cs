namespace Gatehouse.Api;

/// <summary>How the API treats its callers.</summary>
public sealed class ApiOptions
{
    /// <summary>The largest request body, in bytes: 1 MiB.</summary>
    public const int BodyBytes = 1024 * 1024;

    /// <summary>How many requests a second a key may make that says nothing of its own; bursts may be twice as many.</summary>
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>How many requests a second without a good key may come from one address; bursts may be twice as many.</summary>
    public int FailuresPerSecond { get; set; } = 10;

    /// <summary>How many requests a second one visitor's pass takes; bursts may be twice as many.</summary>
    public int PassRequestsPerSecond { get; set; } = 10;

    /// <summary>
    /// Where visitors and callers reach the hub, such as <c>https://access.example.com/</c>: what links to passes, <c>Location</c> and
    /// <c>nextLink</c> begin with. <see langword="null"/>: as the request that asks for the link came.
    /// </summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>
    /// The networks, in CIDR notation, of proxies before the hub: what they write into <c>X-Forwarded-For</c> is believed. Without one the
    /// header is passed over.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];
}
