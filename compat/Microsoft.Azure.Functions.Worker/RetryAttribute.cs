namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a timer's function again when it failed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>How often at most; −1 for without end.</summary>
    public int MaxRetryCount { get; set; }
}
