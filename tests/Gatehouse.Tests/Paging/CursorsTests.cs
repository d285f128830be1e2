using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Validation;

namespace Gatehouse.Tests.Paging;

public sealed class CursorsTests : IAsyncLifetime
{
    private readonly TemporaryStores _stores = new();
    private Cursors _cursors = null!;

    public async Task InitializeAsync()
    {
        var keys = new HubKeys(_stores.Secrets);
        await keys.EnsureAsync(CancellationToken.None);
        _cursors = new Cursors(keys);
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Theory]
    [InlineData("42")]
    [InlineData("f1\n🙂/#?")]
    public async Task A_cursor_leads_back_to_its_position(string position)
    {
        var cursor = await _cursors.EncodeAsync("visits|f1", position, default);

        (await _cursors.DecodeAsync("visits|f1", cursor, default)).ShouldBe(position);
        cursor.ShouldMatch("^[A-Za-z0-9_-]+$");
    }

    [Fact]
    public async Task A_changed_cursor_or_one_of_another_list_is_refused()
    {
        var cursor = await _cursors.EncodeAsync("visits|f1", "42", default);

        await RefusedAsync("visits|f2", cursor);
        await RefusedAsync("visits|f1", "");
        await RefusedAsync("visits|f1", "not base64!");
        await RefusedAsync("visits|f1", cursor[..^2]);
        for (var i = 0; i < cursor.Length - 1; i++)
            await RefusedAsync("visits|f1", cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..]);
    }

    private async Task RefusedAsync(string list, string cursor) =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await _cursors.DecodeAsync(list, cursor, default)))
            .Errors.ShouldHaveSingleItem().Pointer.ShouldBe("cursor");
}
