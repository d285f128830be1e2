using Gatehouse.Secrets;
using Gatehouse.State;

namespace Gatehouse.Azure.Tests.Secrets;

/// <content>A vault that is away, throttles or refuses, and secrets that may not be used.</content>
public sealed partial class KeyVaultSecretStoreTests
{
    [Fact]
    public async Task A_throttled_read_is_repeated()
    {
        Vault.Put(Key.VaultName, "value");
        var busy = 3;
        Vault.Fault = context => Interlocked.Decrement(ref busy) >= 0 ? VaultServer.AnswerErrorAsync(context, 429, "Throttled") : Task.FromResult(false);

        (await Store.GetAsync(Key, None)).ShouldBe("value");

        Vault.Reads(Key.VaultName).ShouldBe(4);
        Store.Outage.ShouldBeNull();
    }

    [Fact]
    public async Task A_vault_that_asks_for_long_patience_is_away_after_half_a_minute()
    {
        Vault.Put(Key.VaultName, "value");
        await Store.GetAsync(Key, None);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Vault.Fault = context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return VaultServer.AnswerErrorAsync(context, 429, "Throttled");
        };

        var reading = Store.GetAsync(Key, None);
        await _clock.WaitForTimerAsync();
        _clock.Advance(TimeSpan.FromSeconds(30));

        (await reading.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe("value");
        Store.Outage.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task The_last_good_value_serves_for_a_day_while_the_vault_is_away_and_health_says_so(int status)
    {
        Vault.Put(Key.VaultName, "value");
        await Store.GetAsync(Key, None);
        var read = _clock.GetUtcNow();
        Vault.Break(status);

        _clock.Advance(TimeSpan.FromMinutes(5));
        (await Store.GetAsync(Key, None)).ShouldBe("value");
        var outage = Store.Outage.ShouldNotBeNull();
        outage.Since.ShouldBe(_clock.GetUtcNow());
        outage.Reason.ShouldNotContain("value");

        _clock.Advance(read.AddHours(24) - _clock.GetUtcNow());
        (await Store.GetAsync(Key, None)).ShouldBe("value");
        Store.Outage.ShouldNotBeNull().Since.ShouldBe(outage.Since);

        _clock.Advance(TimeSpan.FromSeconds(11));
        (await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(Key, None))).IsTransient.ShouldBeTrue();

        Vault.Fault = _ => Task.FromResult(false);
        _clock.Advance(TimeSpan.FromSeconds(11));
        (await Store.GetAsync(Key, None)).ShouldBe("value");
        Store.Outage.ShouldBeNull();
    }

    [Fact]
    public async Task A_fresh_read_does_not_serve_what_was_read_before_while_the_vault_is_away()
    {
        Vault.Put(Key.VaultName, "old");
        await Store.GetAsync(Key, None);
        Vault.Break(503);

        (await Should.ThrowAsync<StateStoreException>(() => Store.GetFreshAsync(Key, None))).IsTransient.ShouldBeTrue();
        (await Store.GetAsync(Key, None)).ShouldBe("old");
        (await Should.ThrowAsync<StateStoreException>(() => Store.GetFreshAsync(Key, None))).IsTransient.ShouldBeTrue();

        Vault.Fault = _ => Task.FromResult(false);
        _clock.Advance(TimeSpan.FromSeconds(11));
        (await Store.GetFreshAsync(Key, None)).ShouldBe("old");
    }

    [Fact]
    public async Task Where_the_one_who_asks_whether_the_vault_is_back_goes_the_next_asks_at_once()
    {
        Vault.Put(Key.VaultName, "value");
        Vault.Break(503);
        await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(Key, None));
        _clock.Advance(TimeSpan.FromSeconds(11));
        using var impatient = new CancellationTokenSource();
        Vault.Fault = async _ =>
        {
            await impatient.CancelAsync();
            return false;
        };
        await Should.ThrowAsync<OperationCanceledException>(() => Store.GetAsync(Key, impatient.Token));

        Vault.Fault = _ => Task.FromResult(false);
        (await Store.GetAsync(Key, None)).ShouldBe("value");
    }

    [Fact]
    public async Task A_vault_that_is_away_is_asked_again_only_every_ten_seconds()
    {
        var other = SecretName.OfHub("other");
        Vault.Break(503);
        await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(Key, None));
        var asked = Vault.Reads(Key.VaultName);

        var error = await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(other, None));
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("other");
        await Should.ThrowAsync<StateStoreException>(() => Store.GetFreshAsync(Key, None));
        Vault.Reads(Key.VaultName).ShouldBe(asked);
        Vault.Reads("other").ShouldBe(0);

        _clock.Advance(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(other, None));
        Vault.Reads("other").ShouldBe(asked);
    }

    [Fact]
    public async Task While_one_caller_finds_out_whether_the_vault_is_back_others_do_not_wait_for_it()
    {
        var other = SecretName.OfHub("other");
        Vault.Put("other", "known");
        await Store.GetAsync(other, None);
        Vault.Break(503);
        await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(Key, None));
        _clock.Advance(TimeSpan.FromMinutes(5));
        var (asked, going) = (new TaskCompletionSource(), new TaskCompletionSource());
        Vault.Fault = async _ =>
        {
            asked.TrySetResult();
            await going.Task;
            return false;
        };

        var first = Store.GetAsync(Key, None);
        await asked.Task;
        (await Store.GetAsync(other, None).WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe("known");
        going.SetResult();

        (await first).ShouldBeNull();
        Vault.Reads("other").ShouldBe(1);
        Store.Outage.ShouldBeNull();
    }

    [Fact]
    public async Task A_write_that_the_vault_takes_ends_the_outage()
    {
        Vault.Break(503);
        await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(Key, None));
        Vault.Fault = _ => Task.FromResult(false);

        await Store.SetAsync(Key, "value", None);

        Store.Outage.ShouldBeNull();
    }

    [Fact]
    public async Task Each_caller_of_one_failed_read_gets_an_exception_of_its_own()
    {
        var asked = new TaskCompletionSource();
        var going = new TaskCompletionSource();
        Vault.Fault = async context =>
        {
            asked.TrySetResult();
            await going.Task;
            return await VaultServer.AnswerErrorAsync(context, 403, "Forbidden", "ForbiddenByRbac");
        };
        var first = Store.GetAsync(Key, None);
        await asked.Task;
        var second = Store.GetAsync(Key, None);
        going.SetResult();

        var errors = new[] { await Should.ThrowAsync<StateStoreException>(first), await Should.ThrowAsync<StateStoreException>(second) };

        errors[0].ShouldNotBeSameAs(errors[1]);
        errors[0].Message.ShouldBe(errors[1].Message);
        errors.ShouldAllBe(error => !error.IsTransient && error.InnerException != null);
        Vault.Reads(Key.VaultName).ShouldBe(1);
    }

    [Fact]
    public async Task A_vault_that_nobody_finds_is_a_transient_failure()
    {
        var store = NewStore();
        await Vault.StopAsync();

        (await Should.ThrowAsync<StateStoreException>(() => store.GetAsync(Key, None))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StateStoreException>(() => store.SetAsync(Key, "value", None))).IsTransient.ShouldBeTrue();
        (await Should.ThrowAsync<StateStoreException>(() => store.DeleteAsync(Key, None))).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_disabled_secret_is_an_error_and_its_last_value_serves_no_more()
    {
        Vault.Put(Key.VaultName, "value");
        await Store.GetAsync(Key, None);
        Vault.Put(Key.VaultName, "value", isEnabled: false);
        _clock.Advance(TimeSpan.FromMinutes(5));

        var error = await Should.ThrowAsync<UnusableSecretException>(() => Store.GetAsync(Key, None));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain($"{Key} is disabled");
        Store.Outage.ShouldBeNull();
        Vault.Break(503);
        _clock.Advance(TimeSpan.FromMinutes(5));
        await Should.ThrowAsync<UnusableSecretException>(() => Store.GetAsync(Key, None));
    }

    [Fact]
    public async Task A_secret_that_may_not_be_used_is_asked_for_every_half_minute()
    {
        Vault.Put(Key.VaultName, "value", isEnabled: false);
        var errors = new List<Exception>();
        for (var times = 0; times < 3; times++)
            errors.Add(await Should.ThrowAsync<UnusableSecretException>(() => Store.GetAsync(Key, None)));

        errors.ShouldBeUnique();
        Vault.Reads(Key.VaultName).ShouldBe(1);
        Vault.Put(Key.VaultName, "value");
        _clock.Advance(TimeSpan.FromSeconds(30));
        (await Store.GetAsync(Key, None)).ShouldBe("value");
    }

    [Fact]
    public async Task No_value_serves_past_its_expiry_whether_or_not_the_vault_answers()
    {
        var other = SecretName.OfHub("other");
        foreach (var name in new[] { Key, other })
        {
            Vault.Put(name.VaultName, "value", expires: _clock.GetUtcNow().AddMinutes(1));
            (await Store.GetAsync(name, None)).ShouldBe("value");
        }

        _clock.Advance(TimeSpan.FromMinutes(1));

        (await Should.ThrowAsync<UnusableSecretException>(() => Store.GetAsync(Key, None))).Message.ShouldContain("expired at");
        Vault.Break(503);
        (await Should.ThrowAsync<UnusableSecretException>(() => Store.GetAsync(other, None))).Message.ShouldContain("expired at");
    }

    [Fact]
    public async Task A_secret_out_of_its_dates_is_an_error()
    {
        Vault.Put("expired", "value", expires: _clock.GetUtcNow());
        Vault.Put("early", "value", notBefore: _clock.GetUtcNow().AddMinutes(1));

        var expired = await Should.ThrowAsync<UnusableSecretException>(() => Store.GetAsync(SecretName.OfHub("expired"), None));
        var early = await Should.ThrowAsync<UnusableSecretException>(() => Store.GetAsync(SecretName.OfHub("early"), None));

        expired.IsTransient.ShouldBeFalse();
        expired.Message.ShouldContain("expired at");
        early.Message.ShouldContain("not valid before");
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await Store.GetAsync(SecretName.OfHub("early"), None)).ShouldBe("value");
    }

    [Fact]
    public async Task A_refused_identity_is_an_error_at_once_and_health_says_so()
    {
        Vault.Put(Key.VaultName, "value");
        Vault.Fault = context => VaultServer.AnswerErrorAsync(context, 403, "Forbidden", "ForbiddenByRbac");

        var error = await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(Key, None));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("Key Vault Secrets");
        Vault.Reads(Key.VaultName).ShouldBe(1);
        Store.Outage.ShouldNotBeNull();
        Vault.Fault = _ => Task.FromResult(false);
        (await Store.GetAsync(Key, None)).ShouldBe("value");
        Store.Outage.ShouldBeNull();
    }

    [Fact]
    public async Task An_identity_that_does_not_exist_is_an_error()
    {
        var store = NewStore(new NoCredential());

        var error = await Should.ThrowAsync<StateStoreException>(() => store.GetAsync(Key, None));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain(NoCredential.Reason);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Tokens_that_cannot_be_had_now_are_no_refusal(int status)
    {
        Vault.Put(Key.VaultName, "value");
        var identity = new BusyIdentity();
        var store = NewStore(identity);
        await store.GetAsync(Key, None);
        _clock.Advance(TimeSpan.FromMinutes(5));

        identity.Status = status;

        (await store.GetAsync(Key, None)).ShouldBe("value");
        store.Outage.ShouldNotBeNull();
        (await Should.ThrowAsync<StateStoreException>(() => store.GetAsync(SecretName.OfHub("other"), None))).IsTransient.ShouldBeTrue();
    }
}
