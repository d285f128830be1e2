using System.Globalization;

namespace Gatehouse.State;

/// <summary>Times as row keys that put the latest first.</summary>
public static class InvertedTime
{
    /// <summary>The key of a time: 19 digits, the smaller the later.</summary>
    public static string KeyOf(DateTimeOffset time) =>
        (DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
