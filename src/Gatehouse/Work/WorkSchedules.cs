namespace Gatehouse.Work;

/// <summary>When the timers fire, for both heads: cron expressions of six fields, seconds first, in UTC.</summary>
public static class WorkSchedules
{
    /// <summary>Every minute.</summary>
    public const string RefreshTokens = "0 * * * * *";

    /// <summary>Every minute, at the half.</summary>
    public const string SweepWork = "30 * * * * *";

    /// <summary>Every hour, at the full hour.</summary>
    public const string SyncUsers = "0 0 * * * *";

    /// <summary>Every five minutes.</summary>
    public const string PollVisits = "0 */5 * * * *";

    /// <summary>Every minute, at its half.</summary>
    public const string PollAccessEvents = "30 * * * * *";

    /// <summary>Every day at half past three.</summary>
    public const string PruneState = "0 30 3 * * *";

    /// <summary>Every day at half past four.</summary>
    public const string Reconcile = "0 30 4 * * *";
}
