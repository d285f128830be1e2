namespace Gatehouse.Objects;

/// <summary>What a write that creates or updates ended with.</summary>
/// <typeparam name="T">The object's type.</typeparam>
/// <param name="Value">The object as the vendor has it now.</param>
/// <param name="Created">Whether this call created it; <see langword="false"/> when it was there already.</param>
public sealed record Written<T>(T Value, bool Created);
