namespace Gatehouse.Resilience;

/// <summary>
/// How long the caller of a request still waits. A flow gives a step two minutes and the platform's gateway less, so all vendor calls
/// of a request share one span of time, however many they are.
/// </summary>
public static class CallerPatience
{
    /// <summary>What the vendor calls of a request may take together; leaves room within a minute for the hub's own work.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(50);

    private static readonly AsyncLocal<DateTimeOffset?> End = new();

    /// <summary>Begins a request: holds for what is called from here on.</summary>
    public static void Begin(TimeProvider time) => End.Value = time.GetUtcNow() + Whole;

    /// <summary>What is left of a budget; not positive when nothing is. Outside requests a budget stays as it is.</summary>
    public static TimeSpan Left(TimeSpan budget, TimeProvider time)
    {
        var left = End.Value - time.GetUtcNow();
        return left < budget ? left.Value : budget;
    }
}
