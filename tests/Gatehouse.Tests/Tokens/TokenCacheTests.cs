using Gatehouse.Vendors;

namespace Gatehouse.Tests.Tokens;

public sealed class TokenCacheTests : TokenTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_hundred_calls_on_a_cold_facility_log_in_once(bool shared)
    {
        var hub = Hub(shared);
        var arrived = new TaskCompletionSource();
        Vendor.BeforeAnswer = _ => arrived.Task;

        var calls = Enumerable.Range(0, 200).Select(_ => Task.Run(() => hub.CallAsync())).ToArray();
        while (Vendor.Logins == 0)
            await Task.Yield();
        arrived.SetResult();

        (await Task.WhenAll(calls)).Distinct().ShouldHaveSingleItem();
        Vendor.Logins.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_the_vendor_revoked_is_renewed_once(bool shared)
    {
        var hub = Hub(shared);
        await hub.CallAsync();
        Vendor.RevokeAll();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => hub.CallAsync())));

        answers.Distinct().ShouldHaveSingleItem();
        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_serves_until_shortly_before_its_end()
    {
        var hub = Hub(shared: false);
        Vendor.Life = TimeSpan.FromSeconds(20);
        await hub.CallAsync();

        Stores.Clock.Advance(TimeSpan.FromSeconds(17));
        await hub.CallAsync();
        Vendor.Logins.ShouldBe(1);

        Stores.Clock.Advance(TimeSpan.FromSeconds(2));
        await hub.CallAsync();
        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_sliding_life_counts_from_the_last_use()
    {
        var hub = Hub(sliding: true);
        Vendor.Life = TimeSpan.FromMinutes(10);
        for (var minute = 0; minute < 60; minute++)
        {
            await hub.CallAsync();
            Stores.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Vendor.Logins.ShouldBe(1);
        Stores.Clock.Advance(TimeSpan.FromMinutes(10));
        await hub.CallAsync();
        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_stays_in_the_instance_is_not_stored()
    {
        await Hub(shared: false).CallAsync();

        (await Hub().Store.ListAsync(CancellationToken.None).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_that_goes_does_not_take_the_login_with_it()
    {
        var hub = Hub();
        var arrived = new TaskCompletionSource();
        Vendor.BeforeAnswer = _ => arrived.Task;
        using var gone = new CancellationTokenSource();
        var first = hub.Cache.CallAsync(hub.Context(), hub.Login, Vendor.CallAsync, gone.Token);
        while (Vendor.Logins == 0)
            await Task.Yield();
        var second = hub.CallAsync();

        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        arrived.SetResult();

        await second;
        Vendor.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task Only_a_refused_token_is_another_one_s_cause()
    {
        var hub = Hub();

        await Should.ThrowAsync<VendorException>(() => hub.Cache.CallAsync<string>(
            hub.Context(), hub.Login, (_, _) => throw new VendorException(VendorErrorKind.Forbidden, "no"), CancellationToken.None));
        await hub.CallAsync();

        Vendor.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task Another_address_gets_another_token()
    {
        var hub = Hub();
        var first = await hub.CallAsync(hub.Context(address: "https://one.example"));
        var second = await hub.CallAsync(hub.Context(address: "https://two.example"));

        second.ShouldNotBe(first);
        (await Hub().CallAsync(hub.Context(address: "https://two.example"))).ShouldBe(second);
    }
}
