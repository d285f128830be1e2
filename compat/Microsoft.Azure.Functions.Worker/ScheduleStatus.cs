namespace Microsoft.Azure.Functions.Worker;

/// <summary>When a timer's function ran and will run.</summary>
public class ScheduleStatus
{
    /// <summary>The last time.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next time.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this was last changed.</summary>
    public DateTime LastUpdated { get; set; }
}
