using Gatehouse.Secrets;
using Gatehouse.Vendors;

namespace Gatehouse.Tests.Tokens;

public sealed class RefreshTokensTests : TokenTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_busy_facility_never_waits_for_a_login(bool otherProcess)
    {
        var hub = Hub();
        await hub.SaveAsync();
        var timer = otherProcess ? Hub() : null;
        await hub.CallAsync();
        var waited = 0;
        for (var minute = 1; minute <= 300; minute++)
        {
            Stores.Clock.Advance(TimeSpan.FromMinutes(1));
            await (timer ?? hub).Timer().RunAsync(CancellationToken.None);
            var before = Vendor.Logins;
            await hub.CallAsync();
            waited += Vendor.Logins - before;
        }

        waited.ShouldBe(0);

        // One each 48 minutes: at four fifths of the life.
        Vendor.Logins.ShouldBe(1 + 6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public async Task A_busy_facility_never_waits_for_a_login_however_short_its_tokens_live_and_whenever_the_timer_looks(int minutes)
    {
        Vendor.Life = TimeSpan.FromMinutes(minutes);
        foreach (var phase in new[] { 5, 25, 50 })
        {
            var hub = Hub();
            await hub.SaveAsync();
            await hub.CallAsync();
            var waited = 0;
            for (var second = phase; second < 2400 + phase; second += 5)
            {
                Stores.Clock.Advance(TimeSpan.FromSeconds(5));
                if (second % 60 == 0)
                    await hub.Timer().RunAsync(CancellationToken.None);
                var before = Vendor.Logins;
                await hub.CallAsync();
                waited += Vendor.Logins - before;
            }

            waited.ShouldBe(0, $"the timer's look {phase} s after the login");
            await hub.Cache.DropAsync("f1", CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_token_is_renewed_at_four_fifths_of_its_life()
    {
        var hub = Hub();
        await hub.SaveAsync();
        await hub.CallAsync();
        Stores.Clock.Advance(TimeSpan.FromMinutes(47));
        await hub.CallAsync();

        await hub.Timer().RunAsync(CancellationToken.None);
        Vendor.Logins.ShouldBe(1);

        Stores.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.Timer().RunAsync(CancellationToken.None);
        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task An_idle_facility_is_left_alone()
    {
        var hub = Hub();
        await hub.SaveAsync();
        await hub.CallAsync();
        Stores.Clock.Advance(TimeSpan.FromMinutes(50));

        await hub.Timer().RunAsync(CancellationToken.None);

        Vendor.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_serves_on_and_keeps_no_other_from_it()
    {
        var hub = Hub();
        await Stores.Secrets.SetAsync(SecretName.OfFacility("f2", "password"), "secret", CancellationToken.None);
        foreach (var id in new[] { "f1", "f2" })
        {
            await hub.SaveAsync(id);
            await hub.CallAsync(hub.Context(id));
        }

        Stores.Clock.Advance(TimeSpan.FromMinutes(49));
        var old = await hub.CallAsync();
        var other = await hub.CallAsync(hub.Context("f2"));
        await SetPasswordAsync("wrong");

        await hub.Timer().RunAsync(CancellationToken.None);

        (await hub.CallAsync()).ShouldBe(old);
        (await hub.CallAsync(hub.Context("f2"))).ShouldNotBe(other);
    }

    [Fact]
    public async Task The_token_of_a_facility_that_is_gone_is_dropped()
    {
        var hub = Hub();
        await hub.CallAsync();

        await hub.Timer().RunAsync(CancellationToken.None);

        (await hub.Store.ListAsync(CancellationToken.None).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vendor_that_is_away_is_asked_once_a_step()
    {
        var hub = Hub();
        await hub.SaveAsync();
        await hub.CallAsync();
        Stores.Clock.Advance(TimeSpan.FromMinutes(49));
        await hub.CallAsync();
        Vendor.Down = new VendorError(VendorErrorKind.Unavailable, "away");

        await hub.Timer().RunAsync(CancellationToken.None);
        await hub.Timer().RunAsync(CancellationToken.None);

        Vendor.Logins.ShouldBe(2);
    }
}
