using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Gatehouse.State;

namespace Gatehouse.Tests.State;

public sealed class StateKeyEncodingTests
{
    /// <summary>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.</summary>
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. "/\\#?", .. Enumerable.Range(0, 0x20).Select(code => (char)code), .. Enumerable.Range(0x7f, 0x21).Select(code => (char)code)]);

    [Fact]
    public void An_encoded_key_decodes_to_itself() =>
        Prop.ForAll(Keys.Any, key => StateKeyEncoding.Decode(StateKeyEncoding.Encode(key)) == key).QuickCheckThrowOnFailure();

    [Fact]
    public void Encoded_keys_sort_as_the_keys_do() => Prop.ForAll(
        Keys.Any,
        Keys.Any,
        (a, b) => Math.Sign(string.CompareOrdinal(StateKeyEncoding.Encode(a), StateKeyEncoding.Encode(b)))
            == Math.Sign(string.CompareOrdinal(a, b))).QuickCheckThrowOnFailure();

    [Fact]
    public void An_encoded_prefix_is_a_prefix_of_the_encoded_key_and_of_no_other() => Prop.ForAll(
        Keys.Any,
        Keys.Any,
        (prefix, other) => Encoded(prefix + other).StartsWith(Encoded(prefix), StringComparison.Ordinal)
            && Encoded(other).StartsWith(Encoded(prefix), StringComparison.Ordinal) == other.StartsWith(prefix, StringComparison.Ordinal))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void An_encoded_key_holds_only_what_Table_Storage_takes() =>
        Prop.ForAll(Keys.Any, key => !Encoded(key).AsSpan().ContainsAny(Forbidden)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_length_is_known_without_encoding() =>
        Prop.ForAll(Keys.Any, key => StateKeyEncoding.EncodedLength(key) == Encoded(key).Length).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_single_character_is_kept_in_order()
    {
        var all = Enumerable.Range(0, char.MaxValue + 1).Select(code => $"{(char)code}").ToArray();

        var encoded = all.Select(StateKeyEncoding.Encode).ToArray();

        encoded.Select(StateKeyEncoding.Decode).SequenceEqual(all).ShouldBeTrue();
        encoded.Order(StringComparer.Ordinal).SequenceEqual(encoded).ShouldBeTrue();
    }

    [Theory]
    [InlineData("visit-7", "visit-7")]
    [InlineData("v:7", "v:7")]
    [InlineData("a/b", "a.1b")]
    [InlineData("a.b", "a.0b")]
    [InlineData("a b", "a Zb")]
    [InlineData("\0", " 0")]
    [InlineData("\u009f", "~X")]
    public void Stored_keys_keep_their_form(string key, string stored) => StateKeyEncoding.Encode(key).ShouldBe(stored);

    [Theory]
    [InlineData("a.")]
    [InlineData("a.2")]
    [InlineData("~Y")]
    [InlineData(" W")]
    [InlineData("\"é")]
    public void A_text_that_is_no_encoded_key_is_refused(string text) =>
        Should.Throw<FormatException>(() => StateKeyEncoding.Decode(text));

    private static string Encoded(string key) => StateKeyEncoding.Encode(key);
}
