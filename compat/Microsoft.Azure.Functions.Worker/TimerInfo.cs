namespace Microsoft.Azure.Functions.Worker;

/// <summary>Why a timer's function runs now.</summary>
public class TimerInfo
{
    /// <summary>When it ran and will run; <see langword="null"/> when the host does not remember runs.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run is late.</summary>
    public bool IsPastDue { get; set; }
}
