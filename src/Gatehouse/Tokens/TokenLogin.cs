using Gatehouse.Connectors;

namespace Gatehouse.Tokens;

/// <summary>How a system's token is got and kept.</summary>
/// <param name="Login">Logs in once with the facility's secrets; throws <see cref="Vendors.VendorException"/>.</param>
public sealed record TokenLogin(Func<FacilityContext, CancellationToken, Task<IssuedToken>> Login)
{
    /// <summary>Whether all instances use one token, through the state store. A token that lives for seconds stays in the instance.</summary>
    public bool Shared { get; init; } = true;

    /// <summary>Whether the life counts from the last use, not from the login.</summary>
    public bool Sliding { get; init; }
}
