using Gatehouse.State;

namespace Gatehouse.Contracts.State;

/// <summary>Batches: all or nothing.</summary>
public abstract class StateBatchContract : StateStoreContract
{
    [Fact]
    public async Task A_batch_inserts_puts_replaces_and_deletes_together()
    {
        await InsertAsync("put");
        var replaced = await InsertAsync("replace");
        var deleted = await InsertAsync("delete");
        await InsertAsync("delete any");

        (await BatchAsync(
            StateChange.Insert("insert", Json("1")),
            StateChange.Put("put", Json("2")),
            StateChange.Put("put new", Json("3")),
            StateChange.Replace("replace", Json("4"), replaced),
            StateChange.Delete("delete", deleted),
            StateChange.Delete("delete any"))).ShouldBeTrue();

        var rows = await AllAsync(StateRange.Of(Partition));
        rows.Select(row => row.Key.Row).ShouldBe(["insert", "put", "put new", "replace"]);
        rows.Select(row => row.Body.ToArray()).ShouldBe(
            [Json("1").ToArray(), Json("2").ToArray(), Json("3").ToArray(), Json("4").ToArray()]);
        rows[^1].ETag.ShouldNotBe(replaced);
    }

    public static TheoryData<string> Conflicts => new() { "insert", "replace changed", "replace gone", "delete changed", "delete gone" };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task A_conflict_in_the_last_change_leaves_nothing_written(string conflict)
    {
        var stale = await InsertAsync("there");
        var current = await Store.PutAsync(Table, Key("there"), Json("current"), None);
        var removed = await InsertAsync("removed");
        var last = conflict switch
        {
            "insert" => StateChange.Insert("there", Json("x")),
            "replace changed" => StateChange.Replace("there", Json("x"), stale),
            "replace gone" => StateChange.Replace("gone", Json("x"), stale),
            "delete changed" => StateChange.Delete("there", stale),
            _ => StateChange.Delete("gone"),
        };

        (await BatchAsync(StateChange.Insert("new", Json("x")), StateChange.Put("put", Json("x")), StateChange.Delete("removed"), last))
            .ShouldBeFalse();

        (await AllAsync(StateRange.Of(Partition))).Select(row => (row.Key.Row, row.ETag)).ShouldBe([("removed", removed), ("there", current)]);
    }

    [Fact]
    public async Task A_hundred_rows_fit_and_one_more_does_not()
    {
        var changes = Enumerable.Range(0, StateLimits.BatchRows).Select(i => StateChange.Insert($"{i:000}", Json("x"))).ToArray();

        await Should.ThrowAsync<ArgumentException>(() => BatchAsync([.. changes, StateChange.Insert("one more", Json("x"))]));
        (await AllAsync(StateRange.Of(Partition))).ShouldBeEmpty();
        (await BatchAsync(changes)).ShouldBeTrue();
        (await AllAsync(StateRange.Of(Partition))).Count.ShouldBe(StateLimits.BatchRows);
    }

    [Fact]
    public async Task The_largest_batch_fits_and_one_byte_more_does_not()
    {
        var quarter = StateLimits.BatchBytes / 4;
        var changes = Enumerable.Range(0, 4).Select(i => StateChange.Insert($"{i}", Bytes(quarter))).ToArray();

        await Should.ThrowAsync<ArgumentException>(() => BatchAsync([.. changes, StateChange.Insert("4", Bytes(StateLimits.BatchBytes - (4 * quarter) + 1))]));
        (await AllAsync(StateRange.Of(Partition))).ShouldBeEmpty();
        (await BatchAsync(changes)).ShouldBeTrue();
        (await AllAsync(StateRange.Of(Partition))).Select(row => row.Body.Length).ShouldBe([quarter, quarter, quarter, quarter]);
    }

    [Fact]
    public async Task An_empty_batch_a_row_twice_and_a_replacement_without_version_are_refused()
    {
        await Should.ThrowAsync<ArgumentException>(() => BatchAsync());
        await Should.ThrowAsync<ArgumentException>(() => BatchAsync(StateChange.Put("a", Json("1")), StateChange.Delete("a")));
        await Should.ThrowAsync<ArgumentException>(() => BatchAsync(new StateChange(StateChangeKind.Replace, "a", Json("1"), null)));

        (await AllAsync(StateRange.Of(Partition))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Concurrent_batches_over_the_same_rows_are_applied_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => BatchAsync(
            StateChange.Put("a", Json($"{i}")), StateChange.Put("b", Json($"{i}")), StateChange.Insert($"w{i}", Json($"{i}")))));

        Content(await GetAsync("a")).ShouldBe(Content(await GetAsync("b")));
        (await AllAsync(StateRange.WithPrefix(Partition, "w"))).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Of_concurrent_batches_that_insert_one_row_exactly_one_is_applied()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            (Writer: i, Applied: await BatchAsync(StateChange.Insert($"w{i}", Json("x")), StateChange.Insert("claim", Json($"{i}"))))));

        var winner = answers.Where(answer => answer.Applied).ShouldHaveSingleItem().Writer;
        (await AllAsync(StateRange.Of(Partition))).Select(row => row.Key.Row).ShouldBe(["claim", $"w{winner}"]);
        Content(await GetAsync("claim")).ShouldBe(Json($"{winner}").ToArray());
    }

    private Task<bool> BatchAsync(params StateChange[] changes) => Store.BatchAsync(Table, Partition, changes, None);
}
