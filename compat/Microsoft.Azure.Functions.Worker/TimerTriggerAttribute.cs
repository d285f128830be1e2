using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function by the clock.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Gives the schedule: six cron fields, seconds first, or <c>%Setting%</c>.</summary>
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
        UseMonitor = true;
    }

    /// <summary>The schedule.</summary>
    public string Schedule { get; private set; }

    /// <summary>Whether the host remembers runs over restarts; never for schedules under a minute.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
