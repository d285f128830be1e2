namespace Gatehouse.State;

/// <summary>A stored row.</summary>
/// <param name="Key">Where it is.</param>
/// <param name="Body">The document, UTF-8 JSON.</param>
/// <param name="ETag">Opaque; changes with every write of the row and is never used twice for it.</param>
public sealed record StateRow(StateKey Key, ReadOnlyMemory<byte> Body, string ETag);
