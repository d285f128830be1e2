namespace Gatehouse.State;

/// <summary>A document that was read.</summary>
/// <typeparam name="T">Its type.</typeparam>
/// <param name="Key">Where it is.</param>
/// <param name="Value">The document.</param>
/// <param name="ETag">The version that was read.</param>
public sealed record StateDocument<T>(StateKey Key, T Value, string ETag);
