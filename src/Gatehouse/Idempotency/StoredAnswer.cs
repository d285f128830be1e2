namespace Gatehouse.Idempotency;

/// <summary>The final answer to a request.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="ContentType">Its content type; <see langword="null"/> without a body.</param>
/// <param name="Location">Where what it made is.</param>
/// <param name="Body">Its body.</param>
public sealed record StoredAnswer(int Status, string? ContentType, string? Location, ReadOnlyMemory<byte> Body);
