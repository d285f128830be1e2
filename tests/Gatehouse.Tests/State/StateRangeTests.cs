using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gatehouse.State;

namespace Gatehouse.Tests.State;

public sealed class StateRangeTests
{
    [Fact]
    public void A_prefix_range_holds_exactly_the_keys_with_the_prefix() => Prop.ForAll(
        Keys.Any,
        Keys.Any,
        (prefix, other) => Holds(StateRange.WithPrefix("p", prefix), prefix + other)
            && Holds(StateRange.WithPrefix("p", prefix), other) == other.StartsWith(prefix, StringComparison.Ordinal))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_end_of_a_prefix_is_well_formed_text() => Prop.ForAll(
        Keys.Any,
        prefix => StateRange.WithPrefix("p", prefix).Before is not { } before || before.EnumerateRunes().All(rune => rune != Rune.ReplacementChar))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("v:", "v;")]
    [InlineData("a\uffff", "b")]
    [InlineData("a\ud7ff", "a\U00010000")]
    [InlineData("a\U0010ffff", "a\ue000")]
    [InlineData("a\U0001f3ff", "a\U0001f400")]
    [InlineData("\uffff\uffff", null)]
    public void A_prefix_ends_before_the_next_text(string prefix, string? before)
    {
        var range = StateRange.WithPrefix("p", prefix);

        range.Partition.ShouldBe("p");
        range.From.ShouldBe(prefix);
        range.Before.ShouldBe(before);
    }

    [Fact]
    public void An_empty_prefix_is_the_whole_partition() => StateRange.WithPrefix("p", "").ShouldBe(StateRange.Of("p"));

    [Fact]
    public void The_whole_table_names_no_partition() => StateRange.WholeTable.Partition.ShouldBeNull();

    private static bool Holds(StateRange range, string row) =>
        (range.From is null || string.CompareOrdinal(row, range.From) >= 0)
        && (range.Before is null || string.CompareOrdinal(row, range.Before) < 0);
}
