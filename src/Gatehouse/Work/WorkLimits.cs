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

    /// <summary>What the name of a queue's poison queue ends in.</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>Checks a queue's name: 3 to 63 lower-case letters, digits and single hyphens between them.</summary>
    public static void CheckQueue(string queue)
    {
        var characters = queue.Length is >= 3 and <= 63
            && queue.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        if (!characters || queue[0] == '-' || queue[^1] == '-' || queue.Contains("--", StringComparison.Ordinal))
            throw new ArgumentException($"'{queue}' is no queue name: 3 to 63 lower-case letters, digits and single hyphens.", nameof(queue));
    }

    /// <summary>Checks the size of a message.</summary>
    public static void CheckBody(string body)
    {
        var bytes = Encoding.UTF8.GetByteCount(body);
        if (bytes > MessageBytes)
            throw new ArgumentException($"A message holds at most {MessageBytes} bytes; this one has {bytes}.", nameof(body));
    }

    /// <summary>Checks a delay or visibility timeout: zero to seven days.</summary>
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
