namespace Gatehouse.Simulators.AktionNext;

/// <summary>Calls that the vendor refuses with one of its error numbers, until taken back.</summary>
/// <param name="Code">The error number.</param>
/// <param name="Path">Only calls of this path, case ignored: <c>visit/end</c>. Null is every call but login.</param>
/// <param name="Next">Only this many of the next calls; null is all.</param>
/// <param name="Effect">Whether the call takes effect all the same.</param>
public sealed record Refusal(int Code, string? Path = null, int? Next = null, bool Effect = false);
