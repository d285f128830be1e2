namespace Gatehouse.ApiKeys;

/// <summary>What became of a key that a caller sent.</summary>
/// <param name="Key">The key, when it is accepted.</param>
/// <param name="Refusal">Why it is not, otherwise.</param>
public readonly record struct ApiKeyCheck(ApiKey? Key, ApiKeyRefusal Refusal);
