namespace Gatehouse.Work;

/// <summary>What is done when a timer fires, in every head.</summary>
public interface ITimerWork
{
    /// <summary>The name of the function in the Functions app, in traces and in the lease.</summary>
    string Name { get; }

    /// <summary>When it fires, one of <see cref="WorkSchedules"/>.</summary>
    string Schedule { get; }

    /// <summary>How long a run may take before it is cancelled; another instance stays away that long.</summary>
    TimeSpan LongestRun { get; }

    /// <summary>Does it. It may be done twice: what fails because the store is away for a moment is tried again.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
