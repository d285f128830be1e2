using Gatehouse.Azure.Secrets;
using Gatehouse.Contracts.Secrets;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Azure.Tests.Secrets;

/// <summary>The contract, and the cache, against the real client and a vault that can fail.</summary>
public sealed class KeyVaultSecretStoreTests : SecretStoreContract, IAsyncLifetime
{
    private static readonly SecretName Key = SecretName.OfFacility("f", "api-key");
    private readonly FakeClock _clock = new();
    private VaultServer? _vault;
    private KeyVaultSecretStore? _store;

    protected override ISecretStore Secrets => Store;

    private VaultServer Vault => _vault.ShouldNotBeNull();

    private KeyVaultSecretStore Store => _store.ShouldNotBeNull();

    public async Task InitializeAsync()
    {
        _vault = await VaultServer.StartAsync();
        _store = NewStore();
    }

    public async Task DisposeAsync() => await Vault.DisposeAsync();

    [Fact]
    public async Task The_challenge_of_the_vault_says_what_token_is_asked_for()
    {
        Vault.Put(Key.VaultName, "value");

        (await Store.GetAsync(Key, None)).ShouldBe("value");

        Vault.Credential.Scopes.Distinct().ShouldBe(["https://vault.azure.net/.default"]);
    }

    [Fact]
    public async Task A_value_serves_for_five_minutes_without_asking()
    {
        Vault.Put(Key.VaultName, "old");
        (await Store.GetAsync(Key, None)).ShouldBe("old");
        Vault.Put(Key.VaultName, "new");

        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        (await Store.GetAsync(Key, None)).ShouldBe("old");
        Vault.Reads(Key.VaultName).ShouldBe(1);

        _clock.Advance(TimeSpan.FromTicks(1));
        (await Store.GetAsync(Key, None)).ShouldBe("new");
        Vault.Reads(Key.VaultName).ShouldBe(2);
    }

    [Fact]
    public async Task An_absence_serves_for_half_a_minute()
    {
        (await Store.GetAsync(Key, None)).ShouldBeNull();
        (await Store.GetAsync(Key, None)).ShouldBeNull();
        Vault.Reads(Key.VaultName).ShouldBe(1);
        Vault.Put(Key.VaultName, "value");

        _clock.Advance(TimeSpan.FromSeconds(30));

        (await Store.GetAsync(Key, None)).ShouldBe("value");
    }

    [Fact]
    public async Task A_fresh_read_sees_a_rotation_at_once_and_is_what_others_then_get()
    {
        Vault.Put(Key.VaultName, "old");
        await Store.GetAsync(Key, None);
        Vault.Put(Key.VaultName, "new");

        (await Store.GetFreshAsync(Key, None)).ShouldBe("new");

        (await Store.GetAsync(Key, None)).ShouldBe("new");
        Vault.Reads(Key.VaultName).ShouldBe(2);
    }

    [Fact]
    public async Task Many_that_ask_at_once_are_one_read()
    {
        Vault.Put(Key.VaultName, "value");
        var arrived = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        Vault.Fault = async _ =>
        {
            arrived.TrySetResult();
            await open.Task;
            return false;
        };

        var reads = Enumerable.Range(0, 50).Select(_ => Store.GetAsync(Key, None)).ToArray();
        await arrived.Task;
        open.SetResult();

        (await Task.WhenAll(reads)).ShouldAllBe(value => value == "value");
        Vault.Reads(Key.VaultName).ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_take_the_others_with_it()
    {
        Vault.Put(Key.VaultName, "value");
        var arrived = new TaskCompletionSource();
        using var impatient = new CancellationTokenSource();
        Vault.Fault = async context =>
        {
            if (!arrived.TrySetResult())
                return false;

            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        };

        var first = Store.GetAsync(Key, impatient.Token);
        await arrived.Task;
        var second = Store.GetAsync(Key, None);
        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        (await second).ShouldBe("value");
        Store.Outage.ShouldBeNull();
    }

    [Fact]
    public async Task A_throttled_read_is_repeated()
    {
        Vault.Put(Key.VaultName, "value");
        var busy = 3;
        Vault.Fault = context => Interlocked.Decrement(ref busy) >= 0 ? AnswerAsync(context, 429, "Throttled") : Task.FromResult(false);

        (await Store.GetAsync(Key, None)).ShouldBe("value");

        Vault.Reads(Key.VaultName).ShouldBe(4);
        Store.Outage.ShouldBeNull();
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
        BreakVault(status);

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
    public async Task A_vault_that_is_away_is_asked_again_only_every_ten_seconds()
    {
        var other = SecretName.OfHub("other");
        BreakVault(503);
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

        var error = await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(Key, None));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain($"{Key} is disabled");
        Store.Outage.ShouldBeNull();
        BreakVault(503);
        await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(Key, None));
    }

    [Fact]
    public async Task A_secret_out_of_its_dates_is_an_error()
    {
        Vault.Put("expired", "value", expires: _clock.GetUtcNow());
        Vault.Put("early", "value", notBefore: _clock.GetUtcNow().AddMinutes(1));

        var expired = await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(SecretName.OfHub("expired"), None));
        var early = await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(SecretName.OfHub("early"), None));

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
        Vault.Fault = context => AnswerAsync(context, 403, "Forbidden", "ForbiddenByRbac");

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
        var store = new KeyVaultSecretStore(Vault.Client(new NoCredential()), _clock, NullLogger<KeyVaultSecretStore>.Instance);

        var error = await Should.ThrowAsync<StateStoreException>(() => store.GetAsync(Key, None));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain(NoCredential.Reason);
    }

    [Fact]
    public async Task Writing_a_deleted_name_recovers_it_first()
    {
        await Store.SetAsync(Key, "first", None);
        await Store.DeleteAsync(Key, None);

        await Store.SetAsync(Key, "second", None);

        Vault.Count("POST", $"/deletedsecrets/{Key.VaultName}/recover").ShouldBe(1);
        (await NewStore().GetAsync(Key, None)).ShouldBe("second");
    }

    [Fact]
    public async Task Writing_a_name_that_is_still_being_deleted_waits()
    {
        await Store.SetAsync(Key, "first", None);
        await Store.DeleteAsync(Key, None);
        Vault.DeletionsUnderWay = 2;

        var writing = Store.SetAsync(Key, "second", None);
        for (var waits = 0; waits < 2; waits++)
        {
            await _clock.WaitForTimerAsync();
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        await writing;
        Vault.DeletionsUnderWay.ShouldBe(0);
        (await NewStore().GetAsync(Key, None)).ShouldBe("second");
    }

    [Fact]
    public async Task After_a_write_of_unknown_effect_the_vault_is_asked()
    {
        await Store.SetAsync(Key, "old", None);
        BreakVault(0);
        await Should.ThrowAsync<StateStoreException>(() => Store.SetAsync(Key, "new", None));
        Vault.Put(Key.VaultName, "new");
        Vault.Fault = _ => Task.FromResult(false);

        (await Store.GetAsync(Key, None)).ShouldBe("new");
    }

    [Fact]
    public async Task No_two_facilities_meet_in_one_name()
    {
        string[] parts = ["a", "b", "a-b", "a-b-a", "facility", "facility-a"];
        var names = parts.SelectMany(facility => parts.Select(name => SecretName.OfFacility(facility, name)))
            .Concat(parts.Select(SecretName.OfHub))
            .ToArray();
        foreach (var name in names)
            await Store.SetAsync(name, $"{name.Facility}|{name.Name}", None);

        var other = NewStore();
        foreach (var name in names)
            (await other.GetAsync(name, None)).ShouldBe($"{name.Facility}|{name.Name}");

        names.Select(name => name.VaultName).ShouldAllBe(name => name.Length <= 127);
    }

    private static async Task<bool> AnswerAsync(HttpContext context, int status, string code, string? inner = null)
    {
        await VaultServer.AnswerErrorAsync(context, status, code, inner);
        return true;
    }

    private KeyVaultSecretStore NewStore() => new(Vault.Client(), _clock, NullLogger<KeyVaultSecretStore>.Instance);

    /// <summary>Makes every call fail with a status, or with a broken connection.</summary>
    private void BreakVault(int status) => Vault.Fault = context =>
    {
        if (status > 0)
            return AnswerAsync(context, status, "Broken");

        context.Abort();
        return Task.FromResult(true);
    };
}
