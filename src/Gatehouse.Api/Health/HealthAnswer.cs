namespace Gatehouse.Api.Health;

/// <summary>How the hub is.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthAnswer(string Status);
