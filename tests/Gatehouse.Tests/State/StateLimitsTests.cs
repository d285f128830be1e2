using FsCheck;
using FsCheck.Fluent;
using Gatehouse.State;

namespace Gatehouse.Tests.State;

public sealed class StateLimitsTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("Visits")]
    [InlineData("A23456789012345678901234567890123456789012345678901234567890123")]
    public void A_table_has_3_to_63_letters_and_digits(string table) => StateLimits.CheckTable(table);

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("1bc")]
    [InlineData("a_c")]
    [InlineData("abé")]
    [InlineData("A234567890123456789012345678901234567890123456789012345678901234")]
    public void Another_table_name_is_refused(string table) => Should.Throw<ArgumentException>(() => StateLimits.CheckTable(table));

    [Fact]
    public void A_key_is_taken_when_its_encoded_form_fits() => Prop.ForAll(
        Keys.Any,
        Gen.Choose(0, 512).ToArbitrary(),
        (key, padding) => Accepts(() => StateLimits.CheckKey(new StateKey("p", key + new string('x', padding))))
            == (StateKeyEncoding.EncodedLength(key) + padding <= StateLimits.KeyCharacters)).QuickCheckThrowOnFailure();

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_in_both_parts()
    {
        foreach (var part in new[] { "\ud83d", "\ude42", "a\ud83db", "\ude42\ud83d", "🙂\ud83d" })
        {
            Accepts(() => StateLimits.CheckKey(new StateKey("p", part))).ShouldBeFalse();
            Accepts(() => StateLimits.CheckKey(new StateKey(part, "r"))).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(0, false)]
    [InlineData(1001, false)]
    [InlineData(-1, false)]
    [InlineData(int.MinValue, false)]
    [InlineData(int.MaxValue, false)]
    public void A_page_has_1_to_1000_rows(int limit, bool accepted) => Accepts(() => StateLimits.CheckPage(limit)).ShouldBe(accepted);

    [Fact]
    public void A_body_has_at_most_the_bytes_of_an_entity()
    {
        Accepts(() => StateLimits.CheckBody(new byte[StateLimits.BodyBytes])).ShouldBeTrue();
        Accepts(() => StateLimits.CheckBody(new byte[StateLimits.BodyBytes + 1])).ShouldBeFalse();
    }

    [Fact]
    public void A_batch_is_checked_as_a_whole_and_row_by_row()
    {
        var many = Enumerable.Range(0, 101).Select(i => StateChange.Delete($"{i}")).ToArray();
        var large = Enumerable.Range(0, 5).Select(i => StateChange.Put($"{i}", new byte[StateLimits.BatchBytes / 5])).ToArray();

        AcceptsBatch(many[..100]).ShouldBeTrue();
        AcceptsBatch(many).ShouldBeFalse();
        AcceptsBatch([]).ShouldBeFalse();
        AcceptsBatch(large).ShouldBeTrue();
        AcceptsBatch([.. large, StateChange.Put("5", new byte[5])]).ShouldBeFalse();
        AcceptsBatch([StateChange.Put("a", default), StateChange.Delete("a")]).ShouldBeFalse();
        AcceptsBatch([StateChange.Put("a", new byte[StateLimits.BodyBytes + 1])]).ShouldBeFalse();
        AcceptsBatch([StateChange.Put(new string('a', 513), default)]).ShouldBeFalse();
        AcceptsBatch([new StateChange(StateChangeKind.Replace, "a", default, null)]).ShouldBeFalse();
        AcceptsBatch([StateChange.Replace("a", default, "etag")]).ShouldBeTrue();
    }

    private static bool AcceptsBatch(StateChange[] changes) => Accepts(() => StateLimits.CheckBatch("p", changes));

    private static bool Accepts(Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
