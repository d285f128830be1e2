using System.Globalization;
using System.Security.Cryptography;

namespace Gatehouse.Lanes;

/// <summary>
/// Row keys of the table Work: <c>{priority}:{due}:{kind}:{reference}:{random}</c>. Each priority is a range of its own, in which what is
/// due comes first; so neither waiting nor future rows, however many, stand before the next one. The random end makes each row
/// different from all before it: who works a row never removes one that was written meanwhile.
/// </summary>
internal static class WorkRowKey
{
    /// <summary>Above every key: all begin with a digit.</summary>
    public const string End = ":";

    private const int RandomCharacters = 12;

    public static string New(WorkPriority priority, DateTimeOffset due, WorkItem item) => string.Create(
        CultureInfo.InvariantCulture,
        $"{PrefixOf(priority)}{due.UtcTicks:D19}:{item.Kind}:{item.Reference}:{RandomNumberGenerator.GetHexString(RandomCharacters, lowercase: true)}");

    public static string PrefixOf(WorkPriority priority) => string.Create(CultureInfo.InvariantCulture, $"{(int)priority}:");
}
