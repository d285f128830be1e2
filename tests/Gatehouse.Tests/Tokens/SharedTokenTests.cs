using System.Text;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Testing;

namespace Gatehouse.Tests.Tokens;

public sealed class SharedTokenTests : TokenTest
{
    [Fact]
    public async Task Two_processes_share_a_token()
    {
        (await Hub().CallAsync()).ShouldBe(await Hub().CallAsync());

        Vendor.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task Two_processes_at_once_log_in_once()
    {
        var hubs = new[] { Hub(), Hub() };
        var arrived = new TaskCompletionSource();
        Vendor.BeforeAnswer = _ => arrived.Task;
        var calls = hubs.SelectMany(hub => Enumerable.Range(0, 20).Select(_ => Task.Run(() => hub.CallAsync()))).ToArray();

        // One logs in under its time limit, the other waits for the lease.
        await Stores.Clock.WaitForTimerAsync(2);
        arrived.SetResult();
        while (!Task.WhenAll(calls).IsCompleted)
        {
            Stores.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        (await Task.WhenAll(calls)).Distinct().ShouldHaveSingleItem();
        Vendor.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task A_process_that_is_late_does_not_drop_the_other_s_fresh_token()
    {
        var (early, late) = (Hub(), Hub());
        await early.CallAsync();
        await late.CallAsync();
        Vendor.RevokeAll();

        var fresh = await early.CallAsync();

        (await late.CallAsync()).ShouldBe(fresh);
        (await early.CallAsync()).ShouldBe(fresh);
        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_login_whose_process_died_does_not_block_the_others_for_longer_than_its_lease()
    {
        var dead = Hub();
        Vendor.BeforeAnswer = _ => new TaskCompletionSource().Task;
        _ = dead.CallAsync();
        await Stores.Clock.WaitForTimerAsync();
        Vendor.BeforeAnswer = _ => Task.CompletedTask;

        var call = Hub().CallAsync();
        await Stores.Clock.WaitForTimerAsync(2);
        call.IsCompleted.ShouldBeFalse();
        while (!call.IsCompleted)
        {
            Stores.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        await call;
        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_dropped_during_a_login_is_not_kept()
    {
        var hub = Hub();
        var arrived = new TaskCompletionSource();
        Vendor.BeforeAnswer = _ => arrived.Task;
        var call = hub.CallAsync();
        while (Vendor.Logins == 0)
            await Task.Yield();

        await hub.Cache.DropAsync("f1", CancellationToken.None);
        arrived.SetResult();
        await call;
        await hub.CallAsync();

        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task Another_process_sees_within_half_a_minute_that_a_token_was_dropped()
    {
        var (one, other) = (Hub(), Hub());
        await one.CallAsync();
        await other.CallAsync();

        await one.Cache.DropAsync("f1", CancellationToken.None);
        Stores.Clock.Advance(TimeSpan.FromSeconds(30));
        await other.CallAsync();

        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_stored_token_is_encrypted_with_a_key_that_can_be_rotated()
    {
        var token = await Hub().CallAsync();
        var stored = await StoredAsync();
        stored.ShouldNotContain(token);
        stored.ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));

        var old = (await Stores.Secrets.GetAsync(SecretName.OfHub("hub-data-key"), CancellationToken.None))!;
        var next = KeyOf(2);
        await SetKeyAsync($"{next},{old}");
        (await Hub().CallAsync()).ShouldBe(token);

        // What is written from now on, the use of the token too, is encrypted with the new one.
        await SetKeyAsync(next);
        (await Hub().CallAsync()).ShouldBe(token);

        // Without its key a token is as good as gone.
        await SetKeyAsync(KeyOf(3));
        var another = await Hub().CallAsync();
        another.ShouldNotBe(token);
        (await Hub().CallAsync()).ShouldBe(another);
        Vendor.Logins.ShouldBe(2);
    }

    [Fact]
    public async Task A_row_that_was_moved_to_another_facility_is_not_its_token()
    {
        await Hub().CallAsync();
        var row = (await Stores.State.GetAsync("Tokens", new StateKey("f1", "token"), CancellationToken.None))!;
        await Stores.State.PutAsync("Tokens", new StateKey("f2", "token"), row.Body, CancellationToken.None);

        var moved = await Hub().Store.ListAsync(CancellationToken.None).Where(entry => entry.Facility == "f2").SingleAsync();

        moved.State.Token.ShouldBeNull();
    }

    [Fact]
    public async Task A_token_is_in_no_log()
    {
        using var logs = new LogLines();
        var hub = Hub(logs: logs);
        var first = await hub.CallAsync();
        Vendor.RevokeAll();
        var second = await hub.CallAsync();

        logs.All.ShouldContain(line => line.Contains("does not accept the token", StringComparison.Ordinal));
        logs.All.ShouldAllBe(line => !line.Contains(first) && !line.Contains(second) && !line.Contains("secret"));
    }

    private async Task<string> StoredAsync() =>
        Encoding.UTF8.GetString((await Stores.State.GetAsync("Tokens", new StateKey("f1", "token"), CancellationToken.None))!.Body.Span);

    private Task SetKeyAsync(string key) => Stores.Secrets.SetAsync(SecretName.OfHub("hub-data-key"), key, CancellationToken.None);
}
