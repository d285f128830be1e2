using System.Globalization;
using System.Text;
using Gatehouse.State;

namespace Gatehouse.Contracts.State;

/// <summary>Single rows: every method, every answer, and many writers at once.</summary>
public abstract class StateRowContract : StateStoreContract
{
    [Fact]
    public async Task A_row_that_was_never_written_is_absent() => (await GetAsync("none")).ShouldBeNull();

    [Fact]
    public async Task An_inserted_row_is_read_back_with_its_key_body_and_etag()
    {
        var etag = await InsertAsync("a", Json("é 日本 🙂"));

        var row = (await GetAsync("a")).ShouldNotBeNull();

        row.Key.ShouldBe(Key("a"));
        row.ETag.ShouldBe(etag);
        Content(row).ShouldBe(Json("é 日本 🙂").ToArray());
    }

    [Fact]
    public async Task A_second_insert_is_refused_and_changes_nothing()
    {
        var etag = await InsertAsync("a", Json("first"));

        (await Store.InsertAsync(Table, Key("a"), Json("second"), None)).ShouldBeNull();

        var row = (await GetAsync("a")).ShouldNotBeNull();
        row.ETag.ShouldBe(etag);
        Content(row).ShouldBe(Json("first").ToArray());
    }

    [Fact]
    public async Task Put_writes_a_row_whether_it_is_there_or_not()
    {
        var first = await Store.PutAsync(Table, Key("a"), Json("first"), None);
        var second = await Store.PutAsync(Table, Key("a"), Json("second"), None);

        second.ShouldNotBe(first);
        var row = (await GetAsync("a")).ShouldNotBeNull();
        row.ETag.ShouldBe(second);
        Content(row).ShouldBe(Json("second").ToArray());
    }

    [Fact]
    public async Task Replace_writes_a_row_that_is_unchanged()
    {
        var first = await InsertAsync("a", Json("first"));

        var second = (await Store.ReplaceAsync(Table, Key("a"), Json("second"), first, None)).ShouldNotBeNull();

        second.ShouldNotBe(first);
        var row = (await GetAsync("a")).ShouldNotBeNull();
        row.ETag.ShouldBe(second);
        Content(row).ShouldBe(Json("second").ToArray());
    }

    [Fact]
    public async Task Replace_refuses_a_row_that_changed_meanwhile()
    {
        var first = await InsertAsync("a", Json("first"));
        await Store.PutAsync(Table, Key("a"), Json("second"), None);

        (await Store.ReplaceAsync(Table, Key("a"), Json("third"), first, None)).ShouldBeNull();

        Content(await GetAsync("a")).ShouldBe(Json("second").ToArray());
    }

    [Fact]
    public async Task Replace_refuses_a_row_that_is_gone()
    {
        var etag = await InsertAsync("a");
        await Store.DeleteAsync(Table, Key("a"), null, None);

        (await Store.ReplaceAsync(Table, Key("a"), Json("b"), etag, None)).ShouldBeNull();

        (await GetAsync("a")).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_without_a_version_removes_the_row_and_says_whether_there_was_one()
    {
        await InsertAsync("a");

        (await Store.DeleteAsync(Table, Key("a"), null, None)).ShouldBeTrue();
        (await Store.DeleteAsync(Table, Key("a"), null, None)).ShouldBeFalse();

        (await GetAsync("a")).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_with_a_version_removes_only_that_version()
    {
        var first = await InsertAsync("a");
        var second = await Store.PutAsync(Table, Key("a"), Json("second"), None);

        (await Store.DeleteAsync(Table, Key("a"), first, None)).ShouldBeFalse();
        (await GetAsync("a")).ShouldNotBeNull();
        (await Store.DeleteAsync(Table, Key("a"), second, None)).ShouldBeTrue();
        (await Store.DeleteAsync(Table, Key("a"), second, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_version_of_a_deleted_row_never_comes_back()
    {
        var versions = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            versions.Add(await InsertAsync("a", Json("same"))).ShouldBeTrue();
            versions.Add(await Store.PutAsync(Table, Key("a"), Json("same"), None)).ShouldBeTrue();
            await Store.DeleteAsync(Table, Key("a"), null, None);
        }

        await InsertAsync("a", Json("same"));
        foreach (var version in versions)
            (await Store.ReplaceAsync(Table, Key("a"), Json("late"), version, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Rows_with_the_same_row_key_in_other_partitions_and_tables_are_other_rows()
    {
        var other = $"T{Guid.NewGuid():N}";
        await InsertAsync("a", Json("1"));
        await Store.InsertAsync(Table, new StateKey(Partition + "2", "a"), Json("2"), None);
        await Store.InsertAsync(other, Key("a"), Json("3"), None);

        await Store.DeleteAsync(Table, Key("a"), null, None);

        Content(await Store.GetAsync(Table, new StateKey(Partition + "2", "a"), None)).ShouldBe(Json("2").ToArray());
        Content(await Store.GetAsync(other, Key("a"), None)).ShouldBe(Json("3").ToArray());
    }

    [Fact]
    public async Task Of_fifty_concurrent_inserts_exactly_one_wins()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
            (Writer: i, ETag: await Store.InsertAsync(Table, Key("a"), Json($"{i}"), None))));

        var winner = answers.Where(answer => answer.ETag is not null).ShouldHaveSingleItem();
        var row = (await GetAsync("a")).ShouldNotBeNull();
        row.ETag.ShouldBe(winner.ETag);
        Content(row).ShouldBe(Json($"{winner.Writer}").ToArray());
    }

    [Fact]
    public async Task Fifty_writers_that_replace_one_row_lose_no_update()
    {
        await InsertAsync("count", "0"u8.ToArray());

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            await Task.Yield();
            while (true)
            {
                var row = (await GetAsync("count")).ShouldNotBeNull();
                var next = int.Parse(row.Body.Span, CultureInfo.InvariantCulture) + 1;
                var body = Encoding.UTF8.GetBytes(next.ToString(CultureInfo.InvariantCulture));
                if (await Store.ReplaceAsync(Table, Key("count"), body, row.ETag, None) is not null)
                    return;
            }
        }));

        Content(await GetAsync("count")).ShouldBe("50"u8.ToArray());
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_writes_nothing()
    {
        var etag = await InsertAsync("a", Json("before"));
        var gone = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => Store.GetAsync(Table, Key("a"), gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Store.InsertAsync(Table, Key("b"), Json("b"), gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Store.PutAsync(Table, Key("a"), Json("b"), gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Store.ReplaceAsync(Table, Key("a"), Json("b"), etag, gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Store.DeleteAsync(Table, Key("a"), null, gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Store.QueryAsync(Table, StateRange.Of(Partition), 10, null, gone));
        await Should.ThrowAsync<OperationCanceledException>(
            () => Store.BatchAsync(Table, Partition, [StateChange.Put("a", Json("b"))], gone));

        var row = (await AllAsync(StateRange.Of(Partition))).ShouldHaveSingleItem();
        row.ETag.ShouldBe(etag);
    }
}
