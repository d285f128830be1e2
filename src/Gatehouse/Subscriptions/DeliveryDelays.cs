namespace Gatehouse.Subscriptions;

/// <summary>How long a delivery waits after tries that failed: the waits that Standard Webhooks 1.0 proposes.</summary>
/// <param name="random">Numbers from 0 up to 1.</param>
public sealed class DeliveryDelays(Func<double> random)
{
    /// <summary>The waits after the first try, the second, and so on; there is no try after the last.</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The wait after so many failed tries, up to a tenth longer than its measure; <see langword="null"/> when that was the last.</summary>
    public TimeSpan? After(int tries) => tries <= Waits.Count ? Waits[tries - 1] * (1 + (random() / 10)) : null;
}
