namespace Gatehouse.ApiKeys;

/// <summary>A key that was just made.</summary>
/// <param name="Key">What it allows.</param>
/// <param name="Text">The text that its holder sends. Shown this once, and kept nowhere.</param>
public sealed record IssuedApiKey(ApiKey Key, string Text);
