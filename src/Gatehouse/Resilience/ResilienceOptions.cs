namespace Gatehouse.Resilience;

/// <summary>How calls to a facility's vendor are limited and repeated. All times in seconds.</summary>
/// <param name="TotalTimeoutSeconds">The longest a call may take in all while an HTTP caller waits. 1 to 120.</param>
/// <param name="BackgroundTimeoutSeconds">The longest a call may take in all in the background. 1 to 300.</param>
/// <param name="AttemptTimeoutSeconds">The longest a single attempt may take. 0.1 to 120.</param>
/// <param name="Retries">How often a call is repeated after a passing failure. 0 to 10.</param>
/// <param name="RetryDelaySeconds">The wait before the first repetition; it doubles from one to the next, with jitter. 0.01 to 30.</param>
/// <param name="ConcurrentCalls">How many calls run at the vendor at once. 1 to 256.</param>
/// <param name="CallsPerSecond">How many calls begin per second; <see langword="null"/> for no limit. 1 to 10,000.</param>
/// <param name="BreakSeconds">How long calls are refused once half of the latest calls failed. 0.5 to 600.</param>
public sealed record ResilienceOptions(
    double TotalTimeoutSeconds = 30,
    double BackgroundTimeoutSeconds = 90,
    double AttemptTimeoutSeconds = 10,
    int Retries = 3,
    double RetryDelaySeconds = 0.2,
    int ConcurrentCalls = 32,
    int? CallsPerSecond = null,
    double BreakSeconds = 15)
{
    /// <summary>What holds when nothing is said.</summary>
    public static ResilienceOptions Default { get; } = new();
}
