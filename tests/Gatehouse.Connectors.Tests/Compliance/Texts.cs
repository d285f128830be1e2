using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>Texts that are hard to carry.</summary>
internal static class Texts
{
    private static int _last;

    /// <summary>A text that no other draft has.</summary>
    public static string Unique() => FormattableString.Invariant($"No {Interlocked.Increment(ref _last)} + å & 😀");

    /// <summary>A reason of 4,000 characters.</summary>
    public static string Reason { get; } = string.Concat(Enumerable.Repeat("ä + & 日😀 ", 500))[..3999] + ".";

    /// <summary>Hard ones chosen by hand, and any that FsCheck makes.</summary>
    public static IEnumerable<string> Hard() =>
    [
        "1 + 1 = 2 & more; a=b&c=d? 100% %20 %2B #x",
        "\"quoted\" 'single' \\ back / slash <b>bold</b> &amp; \t,\n{json: [1]}",
        "👩‍👩‍👧‍👦 😀 🇸🇪 日本語 עברית العربية é å ö",
        .. ArbMap.Default.GeneratorFor<NonEmptyString>().Select(Sendable).Sample(40, 6),
    ];

    // Lone surrogates are no text that can be sent, and a vendor may cut white space at the ends.
    private static string Sendable(NonEmptyString text) => $"a{Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get))}+&=é😀";
}
