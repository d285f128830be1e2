namespace Gatehouse.Operations;

/// <summary>An operation with the types of its request and its result.</summary>
/// <inheritdoc cref="Operation"/>
/// <typeparam name="TRequest">What the handler gets.</typeparam>
/// <typeparam name="TResult">What it answers.</typeparam>
public sealed record Operation<TRequest, TResult>(string Name, Effect Effect, string Scope, string Summary)
    : Operation(Name, Effect, Scope, Summary);
