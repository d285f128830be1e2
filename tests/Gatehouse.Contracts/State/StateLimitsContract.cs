using Gatehouse.State;

namespace Gatehouse.Contracts.State;

/// <summary>What fits, what does not, and that any character can stand in a key.</summary>
public abstract class StateLimitsContract : StateStoreContract
{
    public static TheoryData<string> OddKeys => new()
    {
        "", " ", "  ", "a/b", "a\\b", "a#b", "a?b", "a%b", "%2F", "a'b", "a''b", "\"", "a\tb\r\nc", "\0", "a\0b", "\u0001\u001f\u007f\u0080\u009f",
        "..", ".", "é", "e\u0301", "日本語", "🙂", "\ud7ff\ue000\ufffd", "𝒳/y", "a+b&c=d;e,f", "(x)", "[y]", "{z}", "~", "key:abc", "-", "_", "*", "<>", "|", "^`",
    };

    [Theory]
    [MemberData(nameof(OddKeys))]
    public async Task A_key_may_hold_any_character(string text)
    {
        var key = new StateKey(Partition + text, text);

        var first = (await Store.InsertAsync(Table, key, Json("1"), None)).ShouldNotBeNull();
        (await Store.InsertAsync(Table, key, Json("1"), None)).ShouldBeNull();
        (await Store.GetAsync(Table, key, None)).ShouldNotBeNull().Key.ShouldBe(key);
        (await AllAsync(StateRange.WithPrefix(key.Partition, text))).ShouldHaveSingleItem().Key.ShouldBe(key);
        (await AllAsync(StateRange.WholeTable)).ShouldHaveSingleItem().Key.ShouldBe(key);
        var second = (await Store.ReplaceAsync(Table, key, Json("2"), first, None)).ShouldNotBeNull();
        await Store.PutAsync(Table, key, Json("3"), None);
        (await Store.DeleteAsync(Table, key, second, None)).ShouldBeFalse();
        (await Store.BatchAsync(Table, key.Partition, [StateChange.Delete(text)], None)).ShouldBeTrue();
        (await Store.GetAsync(Table, key, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Keys_that_differ_only_in_case_or_composition_are_different()
    {
        string[] rows = ["a", "A", "é", "e\u0301", "a ", "a\0"];
        foreach (var row in rows)
            await InsertAsync(row);

        (await AllAsync(StateRange.Of(Partition))).Select(row => row.Key.Row).ShouldBe(rows, ignoreOrder: true);
    }

    [Fact]
    public async Task A_key_has_at_most_512_characters_when_encoded()
    {
        await InsertAsync(new string('a', 512));
        await InsertAsync(new string('/', 256));

        await RefusedAsync(Key(new string('a', 513)));
        await RefusedAsync(Key(new string('/', 257)));
        await RefusedAsync(new StateKey(new string('a', 513), "row"));
        await Should.ThrowAsync<ArgumentException>(() => Store.GetAsync(Table, Key(new string('a', 513)), None));
        await Should.ThrowAsync<ArgumentException>(() => Store.DeleteAsync(Table, Key(new string('a', 513)), null, None));
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_no_key() => await RefusedAsync(Key("a\ud83d"));

    [Theory]
    [InlineData("ab")]
    [InlineData("1ab")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("täble")]
    [InlineData("state; DROP TABLE state")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_table_name_is_checked(string table)
    {
        await Should.ThrowAsync<ArgumentException>(() => Store.GetAsync(table, Key("a"), None));
        await Should.ThrowAsync<ArgumentException>(() => Store.InsertAsync(table, Key("a"), Json("a"), None));
        await Should.ThrowAsync<ArgumentException>(() => Store.PutAsync(table, Key("a"), Json("a"), None));
        await Should.ThrowAsync<ArgumentException>(() => Store.ReplaceAsync(table, Key("a"), Json("a"), "1", None));
        await Should.ThrowAsync<ArgumentException>(() => Store.DeleteAsync(table, Key("a"), null, None));
        await Should.ThrowAsync<ArgumentException>(() => Store.QueryAsync(table, StateRange.WholeTable, 1, null, None));
        await Should.ThrowAsync<ArgumentException>(
            () => Store.BatchAsync(table, Partition, [StateChange.Put("a", Json("a"))], None));
    }

    [Fact]
    public async Task The_largest_body_is_kept_to_the_byte()
    {
        var body = new byte[StateLimits.BodyBytes];
        new Random(7).NextBytes(body);

        await InsertAsync("a", body);

        Content(await GetAsync("a")).AsSpan().SequenceEqual(body).ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_one_byte_too_large_is_refused()
    {
        var etag = await InsertAsync("a");
        var body = Bytes(StateLimits.BodyBytes + 1);

        await Should.ThrowAsync<ArgumentException>(() => Store.InsertAsync(Table, Key("b"), body, None));
        await Should.ThrowAsync<ArgumentException>(() => Store.PutAsync(Table, Key("b"), body, None));
        await Should.ThrowAsync<ArgumentException>(() => Store.ReplaceAsync(Table, Key("a"), body, etag, None));
        await Should.ThrowAsync<ArgumentException>(() => Store.BatchAsync(Table, Partition, [StateChange.Put("b", body)], None));

        (await AllAsync(StateRange.Of(Partition))).ShouldHaveSingleItem().ETag.ShouldBe(etag);
    }

    private async Task RefusedAsync(StateKey key)
    {
        await Should.ThrowAsync<ArgumentException>(() => Store.InsertAsync(Table, key, Json("a"), None));
        await Should.ThrowAsync<ArgumentException>(() => Store.PutAsync(Table, key, Json("a"), None));
        await Should.ThrowAsync<ArgumentException>(
            () => Store.BatchAsync(Table, key.Partition, [StateChange.Insert(key.Row, Json("a"))], None));
    }
}
