using FsCheck;
using FsCheck.Fluent;

namespace Gatehouse.Tests.State;

/// <summary>Well-formed texts, close together where an encoding could go wrong.</summary>
internal static class Keys
{
    public static readonly Arbitrary<string> Any = Gen.OneOf(
            Gen.Choose(0, 0xa0).Select(code => $"{(char)code}"),
            Gen.Elements("\"", "#", ".", "/", ">", "?", "[", "\\", "~", " ", "\u007f", "\u009f", "0", "1", "Z", "A"),
            Gen.Elements("\ud7ff", "\ue000", "\uffff", "\ufffe", "🙂", "\U00010000", "\U0010ffff", "\U0001f3ff"))
        .ListOf()
        .Select(string.Concat)
        .ToArbitrary();
}
