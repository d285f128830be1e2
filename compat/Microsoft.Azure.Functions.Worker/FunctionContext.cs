namespace Microsoft.Azure.Functions.Worker;

/// <summary>One run of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The run's id.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The run's services.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>Cancelled when the host stops or gives up the run.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
