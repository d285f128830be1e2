using System.Security.Cryptography;
using System.Text;
using Gatehouse.Secrets;
using Gatehouse.Security;
using Gatehouse.State;

namespace Gatehouse.Tests.Security;

public sealed class DataProtectorTests : IAsyncLifetime
{
    private static readonly StateKey Place = new("f1", "token");
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("a token, not to be read");
    private readonly TemporaryStores _stores = new();
    private HubKeys _keys = null!;
    private DataProtector _protector = null!;

    public async Task InitializeAsync()
    {
        _keys = new HubKeys(_stores.Secrets);
        _protector = new DataProtector(_keys);
        await _keys.EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task What_was_encrypted_can_be_read_at_its_place_only()
    {
        var cipher = await _protector.ProtectAsync("Tokens", Place, Plain, default);

        (await _protector.UnprotectAsync("Tokens", Place, cipher, default)).ShouldBe(Plain);
        Encoding.UTF8.GetString(cipher).ShouldNotContain("token");
        await Should.ThrowAsync<CryptographicException>(async () => await _protector.UnprotectAsync("Tokens", new StateKey("f2", "token"), cipher, default));
        await Should.ThrowAsync<CryptographicException>(async () => await _protector.UnprotectAsync("Others", Place, cipher, default));
    }

    [Fact]
    public async Task Any_changed_byte_is_noticed()
    {
        var cipher = await _protector.ProtectAsync("Tokens", Place, Plain, default);
        for (var i = 0; i < cipher.Length; i++)
        {
            var changed = cipher.ToArray();
            changed[i] ^= 1;
            await Should.ThrowAsync<CryptographicException>(async () => await _protector.UnprotectAsync("Tokens", Place, changed, default));
        }
    }

    [Fact]
    public async Task A_new_key_writes_and_the_old_one_still_reads()
    {
        var name = SecretName.OfHub("hub-data-key");
        var old = await _protector.ProtectAsync("Tokens", Place, Plain, default);
        var first = await _stores.Secrets.GetAsync(name, default);
        await _stores.Secrets.SetAsync(name, $"2:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))},{first}", default);

        (await _protector.UnprotectAsync("Tokens", Place, old, default)).ShouldBe(Plain);
        (await _protector.ProtectAsync("Tokens", Place, Plain, default))[0].ShouldBe((byte)2);
        old[0].ShouldBe((byte)1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1:short")]
    [InlineData("nonsense")]
    [InlineData("1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task A_data_key_that_is_not_in_its_form_is_refused_without_showing_it(string text)
    {
        await _stores.Secrets.SetAsync(SecretName.OfHub("hub-data-key"), text.Length == 0 ? "," : text, default);

        var failure = await Should.ThrowAsync<InvalidOperationException>(async () => await _protector.ProtectAsync("Tokens", Place, Plain, default));

        failure.Message.ShouldContain("hub-data-key");
        if (text.Length > 0)
            failure.Message.ShouldNotContain(text);
    }
}
