namespace Gatehouse.Azure.Secrets;

/// <summary>The vault does not answer, while secrets that were read before still serve; or it refuses the hub's identity.</summary>
/// <param name="Since">When it began, UTC.</param>
/// <param name="Reason">The last failure, for an operator; never a secret.</param>
public sealed record VaultOutage(DateTimeOffset Since, string Reason);
