using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Sqlite.State;

namespace Gatehouse.Sqlite.Tests.State;

public sealed class StateKeyBytesTests
{
    /// <summary>Texts of any UTF-16 units, half pairs too, close together where the encodings differ.</summary>
    private static readonly Arbitrary<string> Texts = Gen.OneOf(
            Gen.Choose(0, 0x7f), Gen.Choose(0x80, 0x7ff), Gen.Choose(0xd7f0, 0xe010), Gen.Choose(0xfff0, 0xffff), Gen.Choose(0, 0xffff))
        .Select(unit => (char)unit)
        .ArrayOf()
        .Select(units => new string(units))
        .ToArbitrary();

    [Fact]
    public void Encoded_texts_decode_to_themselves() =>
        Prop.ForAll(Texts, text => StateKeyBytes.Decode(StateKeyBytes.Encode(text)) == text).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_sort_as_the_texts_do_by_ordinal() => Prop.ForAll(
        Texts,
        Texts,
        (a, b) => Math.Sign(StateKeyBytes.Encode(a).AsSpan().SequenceCompareTo(StateKeyBytes.Encode(b)))
            == Math.Sign(string.CompareOrdinal(a, b))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_text_sorts_below_the_last_and_below_what_comes_after_it() => Prop.ForAll(
        Texts,
        text => StateKeyBytes.Encode(text).AsSpan().SequenceCompareTo(StateKeyBytes.After(text)) < 0
            && StateKeyBytes.After(text).AsSpan().SequenceCompareTo(StateKeyBytes.Last) < 0).QuickCheckThrowOnFailure();
}
