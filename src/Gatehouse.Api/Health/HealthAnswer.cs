namespace Gatehouse.Api.Health;

/// <summary>How the hub is.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="SecretsAwaySince">Since when, UTC, the vault of secrets cannot be reached; the hub works with what it last read, for a day.</param>
public sealed record HealthAnswer(string Status, DateTimeOffset? SecretsAwaySince = null);
