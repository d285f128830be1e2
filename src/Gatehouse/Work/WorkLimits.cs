using System.Text;

namespace Gatehouse.Work;

/// <summary>
/// What Azure Queue Storage takes, enforced alike by every adapter. A breach is a defect in the caller: <see cref="ArgumentException"/>.
/// </summary>
public static class WorkLimits
{
    /// <summary>The most UTF-8 bytes of a message, so that its Base64 form fits 64 KiB.</summary>
    public const int MessageBytes = 48 * 1024;

    /// <summary>The most messages received at once.</summary>
    public const int ReceiveMessages = 32;

    /// <summary>The longest delay and the longest time a message can be hidden.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    /// <summary>The shortest time a received message is hidden.</summary>
    public static readonly TimeSpan ShortestVisibility = TimeSpan.FromSeconds(1);

    /// <summary>What the name of a queue's poison queue ends in.</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>
    /// Checks a queue's name: 3 to 56 lower-case letters, digits and single hyphens between them; the name of its poison queue
    /// then fits the 63 that Queue Storage takes.
    /// </summary>
    public static void CheckQueue(string queue)
    {
        var longest = queue.EndsWith(PoisonSuffix, StringComparison.Ordinal) ? 63 : 63 - PoisonSuffix.Length;
        var characters = queue.Length >= 3 && queue.Length <= longest
            && queue.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        if (!characters || queue[0] == '-' || queue[^1] == '-' || queue.Contains("--", StringComparison.Ordinal))
            throw new ArgumentException($"'{queue}' is no queue name: 3 to 56 lower-case letters, digits and single hyphens.", nameof(queue));
    }

    /// <summary>Checks the size of a message.</summary>
    public static void CheckBody(string body)
    {
        var bytes = Encoding.UTF8.GetByteCount(body);
        if (bytes > MessageBytes)
            throw new ArgumentException($"A message holds at most {MessageBytes} bytes; this one has {bytes}.", nameof(body));
    }

    /// <summary>Checks a visibility timeout: one second to seven days.</summary>
    public static void CheckVisibility(TimeSpan visibility)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(visibility, ShortestVisibility);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(visibility, LongestDelay);
    }

    /// <summary>Checks a delay: zero to seven days.</summary>
    public static void CheckDelay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, LongestDelay);
    }

    /// <summary>Checks how many messages are asked for.</summary>
    public static void CheckReceive(int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, ReceiveMessages);
    }
}
