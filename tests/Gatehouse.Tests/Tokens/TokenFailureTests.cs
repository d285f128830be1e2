using Gatehouse.Vendors;

namespace Gatehouse.Tests.Tokens;

public sealed class TokenFailureTests : TokenTest
{
    private static readonly VendorError Away = new(VendorErrorKind.Unavailable, "The vendor is away.", EffectUnknown: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failing_login_is_attempted_once_a_step_and_recovers_by_itself(bool shared)
    {
        var hub = Hub(shared);
        Vendor.Down = Away;
        var attempts = new List<int>();
        for (var second = 0; second < 16; second++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Should.ThrowAsync<VendorException>(() => hub.CallAsync())));
            attempts.Add(Vendor.Logins);
            Stores.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // Attempts at 0, 1, 3, 7 and 15 seconds.
        attempts.ShouldBe([1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5]);

        Vendor.Down = null;
        Stores.Clock.Advance(TimeSpan.FromSeconds(16));
        await hub.CallAsync();
        Vendor.Logins.ShouldBe(6);
    }

    [Fact]
    public async Task Another_process_waits_for_the_same_step()
    {
        Vendor.Down = Away;
        await Should.ThrowAsync<VendorException>(() => Hub().CallAsync());

        var failure = await Should.ThrowAsync<VendorException>(() => Hub().CallAsync());

        Vendor.Logins.ShouldBe(1);
        failure.Error.Kind.ShouldBe(VendorErrorKind.Unavailable);
        failure.Error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        failure.Error.EffectUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task What_failed_is_told_without_an_unknown_effect()
    {
        Vendor.Down = Away;

        (await Should.ThrowAsync<VendorException>(() => Hub().CallAsync())).Error.EffectUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task The_vendor_s_own_waiting_time_is_kept()
    {
        var hub = Hub();
        Vendor.Down = new VendorError(VendorErrorKind.RateLimited, "Slow down.", RetryAfter: TimeSpan.FromMinutes(2));
        await Should.ThrowAsync<VendorException>(() => hub.CallAsync());

        Vendor.Down = null;
        Stores.Clock.Advance(TimeSpan.FromSeconds(119));
        await Should.ThrowAsync<VendorException>(() => hub.CallAsync());
        Stores.Clock.Advance(TimeSpan.FromSeconds(2));
        await hub.CallAsync();

        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_secret_that_was_changed_is_tried_at_once()
    {
        var hub = Hub();
        await SetPasswordAsync("wrong");
        await Should.ThrowAsync<VendorException>(() => hub.CallAsync());
        await Should.ThrowAsync<VendorException>(() => hub.CallAsync());
        Vendor.Logins.ShouldBe(1);

        await SetPasswordAsync("secret");
        await hub.CallAsync();

        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_login_that_hangs_ends_and_counts_as_failed()
    {
        var hub = Hub();
        Vendor.BeforeAnswer = token => Task.Delay(Timeout.Infinite, token);
        var call = hub.CallAsync();
        while (Vendor.Logins == 0)
            await Task.Yield();

        Stores.Clock.Advance(TimeSpan.FromSeconds(9));

        (await Should.ThrowAsync<VendorException>(() => call)).Error.Code.ShouldBe("login_timeout");
        await Should.ThrowAsync<VendorException>(() => hub.CallAsync());
        Vendor.Logins.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_vendor_that_refuses_each_new_token_is_asked_for_one_once_a_step_until_it_accepts_one(bool shared)
    {
        var hub = Hub(shared);
        Vendor.Refuses = true;
        var logins = new List<int>();
        for (var second = 0; second < 32; second++)
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Should.ThrowAsync<VendorException>(() => hub.CallAsync())));
            if (logins.LastOrDefault() != Vendor.Logins)
                logins.AddRange([second, Vendor.Logins]);
            Stores.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // The first call cannot know that the token is not the cause. Afterwards one login a step, at 1, 3, 7, 15 and 31 seconds.
        logins.ShouldBe([0, 2, 1, 3, 3, 4, 7, 5, 15, 6, 31, 7]);

        Vendor.Refuses = false;
        Stores.Clock.Advance(TimeSpan.FromSeconds(33));
        await hub.CallAsync();
        Vendor.Logins.ShouldBe(8);

        // One was accepted: what is refused now is refused for the first time.
        Vendor.Refuses = true;
        await Should.ThrowAsync<VendorException>(() => hub.CallAsync());
        Stores.Clock.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<VendorException>(() => hub.CallAsync());
        Vendor.Logins.ShouldBe(10);
    }

    [Fact]
    public async Task Another_process_knows_that_a_token_was_accepted_and_that_none_was()
    {
        Vendor.Refuses = true;
        await Should.ThrowAsync<VendorException>(() => Hub().CallAsync());
        Stores.Clock.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<VendorException>(() => Hub().CallAsync());
        Stores.Clock.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<VendorException>(() => Hub().CallAsync());
        Vendor.Logins.ShouldBe(3);

        Vendor.Refuses = false;
        Stores.Clock.Advance(TimeSpan.FromSeconds(1));
        await Hub().CallAsync();
        Vendor.RevokeAll();
        await Hub().CallAsync();

        Vendor.Logins.ShouldBe(5);
    }

    [Fact]
    public async Task A_vendor_that_refuses_each_new_token_is_not_asked_by_every_call()
    {
        var hub = Hub();
        Task<string> RefusedAsync() => hub.Cache.CallAsync<string>(
            hub.Context(), hub.Login, (_, _) => throw new VendorException(VendorErrorKind.Unauthenticated, "no"), CancellationToken.None);

        for (var call = 0; call < 10; call++)
            await Should.ThrowAsync<VendorException>(RefusedAsync);

        Vendor.Logins.ShouldBe(2);
    }
}
