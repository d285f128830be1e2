namespace Gatehouse.Operations;

/// <summary>The result of an operation that answers nothing.</summary>
public readonly record struct Unit;
