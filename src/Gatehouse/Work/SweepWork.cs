using Microsoft.Extensions.Logging;

namespace Gatehouse.Work;

/// <summary>Runs all sweeps. One that fails keeps none of the others.</summary>
/// <param name="sweeps">The sweeps.</param>
/// <param name="logger">Tells of sweeps that failed.</param>
public sealed partial class SweepWork(IEnumerable<ISweep> sweeps, ILogger<SweepWork> logger) : ITimerWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(SweepWork);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Schedule => WorkSchedules.SweepWork;

    /// <inheritdoc />
    public TimeSpan LongestRun { get; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Exception> failures = [];
        foreach (var sweep in sweeps)
        {
            try
            {
                await sweep.SweepAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(logger, sweep.Name, exception.Message);
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException("Some sweeps failed; they run again at the next time.", failures);
    }

    [LoggerMessage(305, LogLevel.Warning, "The sweep of {What} failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string what, string reason);
}
