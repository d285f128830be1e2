namespace Gatehouse.Lanes;

/// <summary>How long an item waits after tries that failed.</summary>
/// <param name="random">Numbers from 0 up to 1.</param>
public sealed class RetryDelays(Func<double> random)
{
    /// <summary>The wait after the first try is about this long; it doubles from one to the next.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    /// <summary>No wait is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>The wait after so many failed tries, 1 and up: between half of its measure and all of it.</summary>
    public TimeSpan After(int attempts)
    {
        var measure = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(attempts, 30) - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(measure * (1 + random()) / 2);
    }
}
