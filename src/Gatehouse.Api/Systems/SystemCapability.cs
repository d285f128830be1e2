using Gatehouse.Operations;

namespace Gatehouse.Api.Systems;

/// <summary>An operation that a system has.</summary>
/// <param name="Operation">The operation's name.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Effect">What calling it again does.</param>
/// <param name="Scope">What a caller's key must allow.</param>
/// <param name="Required">What the input must have, as JSON pointers into it.</param>
public sealed record SystemCapability(string Operation, string Summary, Effect Effect, string Scope, IReadOnlyList<string> Required);
