using Gatehouse.State;

namespace Gatehouse.Contracts.State;

/// <summary>Ranges: bounds, order and pages.</summary>
public abstract class StateQueryContract : StateStoreContract
{
    private static readonly string[] Ordered =
    [
        "", "\0", "\u0001", "\t", " ", " a", "!", "\"", "#", "$", "-", ".", "/", "0", "9", ":", "=", ">", "?", "A", "Z", "[", "\\", "]", "a", "a\0", "a ",
        "a/", "a0", "aa", "b", "z", "}", "~", "\u007f", "\u009f", "\u00a0", "é", "\ud7ff", "🙂", "🙃", "\ue000", "\ufffd",
    ];

    [Fact]
    public async Task Rows_come_in_ordinal_order_in_pages_of_any_size()
    {
        var shuffled = Ordered.ToArray();
        new Random(11).Shuffle(shuffled);
        foreach (var row in shuffled)
            await InsertAsync(row);

        foreach (var limit in new[] { 1, 7, Ordered.Length, StateLimits.PageRows })
            (await AllAsync(StateRange.Of(Partition), limit)).Select(row => row.Key.Row).ShouldBe(Ordered);
    }

    [Fact]
    public async Task The_whole_table_comes_ordered_by_partition_then_row()
    {
        StateKey[] keys = [new("a", "1"), new("a", "2"), new("a/", "0"), new("a0", "0"), new("b", ""), new("b", "🙂"), new("b", "\ue000"), new("🙂", "1")];
        foreach (var key in keys.Reverse())
            await Store.InsertAsync(Table, key, Json("x"), None);

        foreach (var limit in new[] { 1, 3, StateLimits.PageRows })
            (await AllAsync(StateRange.WholeTable, limit)).Select(row => row.Key).ShouldBe(keys);
    }

    [Fact]
    public async Task A_range_includes_its_start_and_excludes_its_end()
    {
        foreach (var row in new[] { "a", "b", "b1", "c", "d" })
            await InsertAsync(row);

        (await RowsAsync(StateRange.Between(Partition, "b", "d"))).ShouldBe(["b", "b1", "c"]);
        (await RowsAsync(StateRange.Between(Partition, null, "b1"))).ShouldBe(["a", "b"]);
        (await RowsAsync(StateRange.Between(Partition, "b1", null))).ShouldBe(["b1", "c", "d"]);
        (await RowsAsync(StateRange.Between(Partition, "c", "b"))).ShouldBeEmpty();
        (await RowsAsync(StateRange.Between(Partition, "c", "c"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("v:")]
    [InlineData("a/")]
    [InlineData("a#")]
    [InlineData("a ")]
    [InlineData("a~")]
    [InlineData("a\u001f")]
    [InlineData("\u009f")]
    [InlineData("🙂")]
    [InlineData("x\ud7ff")]
    [InlineData("\U0001F3FF")]
    public async Task A_prefix_finds_exactly_the_rows_that_start_with_it(string prefix)
    {
        string[] others = [.. Ordered, "other", "a1", "v", "v;", "x\ue000", "\U0001F3FE", "\U0001F400"];
        string[] matching = [prefix, prefix + "\0", prefix + " ", prefix + "/", prefix + "1", prefix + "🙂", prefix + "\ufffd"];
        foreach (var row in others.Union(matching))
            await InsertAsync(row);

        var expected = others.Union(matching).Where(row => row.StartsWith(prefix, StringComparison.Ordinal));
        (await RowsAsync(StateRange.WithPrefix(Partition, prefix))).ShouldBe(expected.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_range_reads_one_partition_and_one_table_only()
    {
        await InsertAsync("a");
        await Store.InsertAsync(Table, new StateKey(Partition + "0", "b"), Json("x"), None);
        await Store.InsertAsync($"T{Guid.NewGuid():N}", Key("c"), Json("x"), None);

        (await RowsAsync(StateRange.Of(Partition))).ShouldBe(["a"]);
        (await RowsAsync(StateRange.WholeTable)).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_range_without_rows_is_one_empty_page()
    {
        (await RowsAsync(StateRange.Of(Partition))).ShouldBeEmpty();
        (await RowsAsync(StateRange.WholeTable)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_carries_bodies_and_etags_that_can_be_replaced()
    {
        await InsertAsync("a", Json("body"));

        var row = (await AllAsync(StateRange.Of(Partition))).ShouldHaveSingleItem();

        Content(row).ShouldBe(Json("body").ToArray());
        (await Store.ReplaceAsync(Table, row.Key, Json("next"), row.ETag, None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Rows_inserted_and_deleted_while_paging_make_no_row_appear_twice_or_get_lost()
    {
        for (var i = 10; i < 30; i++)
            await InsertAsync($"{i}");

        var first = await Store.QueryAsync(Table, StateRange.Of(Partition), 5, null, None);
        first.Rows.Count.ShouldBe(5);
        await InsertAsync("00");
        await Store.DeleteAsync(Table, first.Rows[^1].Key, null, None);
        await Store.DeleteAsync(Table, Key("20"), null, None);
        await InsertAsync("295");

        var seen = first.Rows.Select(row => row.Key.Row).ToList();
        for (var continuation = first.Continuation; continuation is not null;)
        {
            var page = await Store.QueryAsync(Table, StateRange.Of(Partition), 5, continuation, None);
            seen.AddRange(page.Rows.Select(row => row.Key.Row));
            continuation = page.Continuation;
        }

        seen.ShouldBe([.. Enumerable.Range(10, 20).Where(i => i != 20).Select(i => $"{i}"), "295"]);
    }

    [Fact]
    public async Task Large_rows_all_arrive_over_several_pages()
    {
        for (var i = 0; i < 6; i++)
            await InsertAsync($"{i}", Bytes(StateLimits.BodyBytes));

        (await RowsAsync(StateRange.Of(Partition))).ShouldBe(["0", "1", "2", "3", "4", "5"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(1001)]
    public async Task A_page_has_1_to_1000_rows(int limit) =>
        await Should.ThrowAsync<ArgumentException>(() => Store.QueryAsync(Table, StateRange.WholeTable, limit, null, None));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("&&&")]
    public async Task A_continuation_that_no_page_gave_is_refused(string continuation) =>
        await Should.ThrowAsync<ArgumentException>(() => Store.QueryAsync(Table, StateRange.Of(Partition), 1, continuation, None));

    [Fact]
    public async Task A_continuation_of_another_partition_is_refused()
    {
        await InsertAsync("a");
        await InsertAsync("b");
        var page = await Store.QueryAsync(Table, StateRange.Of(Partition), 1, null, None);

        await Should.ThrowAsync<ArgumentException>(
            () => Store.QueryAsync(Table, StateRange.Of(Partition + "2"), 1, page.Continuation.ShouldNotBeNull(), None));
    }

    private async Task<IEnumerable<string>> RowsAsync(StateRange range) => (await AllAsync(range)).Select(row => row.Key.Row);
}
