namespace Gatehouse.Grants;

/// <summary>Who works a target at the vendor; nobody else calls the vendor for it meanwhile.</summary>
/// <param name="Token">Proves who.</param>
/// <param name="Until">When it ends by itself, UTC.</param>
public sealed record TargetClaim(string Token, DateTimeOffset Until);
