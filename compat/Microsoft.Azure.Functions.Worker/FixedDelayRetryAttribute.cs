using System.Globalization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a timer's function again after a delay that stays the same.</summary>
public class FixedDelayRetryAttribute : RetryAttribute
{
    /// <summary>Gives the number of tries and the delay as <c>hh:mm:ss</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The delay is none, or negative.</exception>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        if (!TimeSpan.TryParse(delayInterval, CultureInfo.InvariantCulture, out var delay) || delay < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(delayInterval));

        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>The delay, <c>hh:mm:ss</c>.</summary>
    public string DelayInterval { get; }
}
