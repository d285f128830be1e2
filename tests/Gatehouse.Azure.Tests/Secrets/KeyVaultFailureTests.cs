using Gatehouse.Azure.Secrets;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Azure.Tests.Secrets;

/// <summary>A vault that is away, throttles or refuses, and secrets that may not be used.</summary>
public sealed class KeyVaultFailureTests : IAsyncLifetime
{
    private static readonly SecretName Key = SecretName.OfFacility("f", "api-key");
    private readonly FakeClock _clock = new();
    private VaultServer? _vault;
    private KeyVaultSecretStore? _store;

    private static CancellationToken None => CancellationToken.None;

    private VaultServer Vault => _vault.ShouldNotBeNull();

    private KeyVaultSecretStore Store => _store.ShouldNotBeNull();

    public async Task InitializeAsync()
    {
        _vault = await VaultServer.StartAsync();
        _store = NewStore();
    }

    public async Task DisposeAsync() => await Vault.DisposeAsync();

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

        var error = await Should.ThrowAsync<StateStoreException>(() => Store.GetAsync(Key, None));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain($"{Key} is disabled");
        Store.Outage.ShouldBeNull();
        Vault.Break(503);
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
        var store = new KeyVaultSecretStore(Vault.Client(new NoCredential()), _clock, NullLogger<KeyVaultSecretStore>.Instance);

        var error = await Should.ThrowAsync<StateStoreException>(() => store.GetAsync(Key, None));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain(NoCredential.Reason);
    }

    private KeyVaultSecretStore NewStore() => new(Vault.Client(), _clock, NullLogger<KeyVaultSecretStore>.Instance);
}
