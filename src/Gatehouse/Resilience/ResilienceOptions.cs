namespace Gatehouse.Resilience;

/// <summary>How calls to a facility's vendor are limited and repeated. All times in seconds.</summary>
public sealed record ResilienceOptions
{
    /// <summary>The longest a call may take in all while an HTTP caller waits. 1 to 120.</summary>
    public double TotalTimeoutSeconds { get; init; } = 30;

    /// <summary>The longest a call may take in all in the background. 1 to 300.</summary>
    public double BackgroundTimeoutSeconds { get; init; } = 90;

    /// <summary>The longest a single attempt may take. 0.1 to 120.</summary>
    public double AttemptTimeoutSeconds { get; init; } = 10;

    /// <summary>How often a call is repeated after a passing failure. 0 to 10.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The wait before the first repetition; it doubles from one to the next, with jitter. 0.01 to 30.</summary>
    public double RetryDelaySeconds { get; init; } = 0.2;

    /// <summary>How many calls run at the vendor at once. 1 to 256.</summary>
    public int ConcurrentCalls { get; init; } = 16;

    /// <summary>How many calls begin per second; <see langword="null"/> for no limit. 1 to 10,000.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>How long calls are refused once half of the latest calls failed. 0.5 to 600.</summary>
    public double BreakSeconds { get; init; } = 15;
}
