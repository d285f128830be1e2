namespace Microsoft.Azure.Functions.Worker;

/// <summary>An invocation of a function, as the worker hands it in.</summary>
public abstract class FunctionContext
{
    /// <summary>Cancelled when the host ends the invocation.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
