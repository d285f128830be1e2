using Azure.Core;
using Gatehouse.Azure.Secrets;
using Gatehouse.Contracts.Secrets;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Azure.Tests.Secrets;

/// <summary>The contract, and the cache, against the real client and a vault that can fail.</summary>
public sealed partial class KeyVaultSecretStoreTests : SecretStoreContract, IAsyncLifetime
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
        Vault.Break(0);
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

    private KeyVaultSecretStore NewStore(TokenCredential? identity = null) => new(Vault.Client(identity), _clock, NullLogger<KeyVaultSecretStore>.Instance);
}
