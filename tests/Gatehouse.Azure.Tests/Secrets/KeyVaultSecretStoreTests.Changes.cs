using Gatehouse.Secrets;
using Gatehouse.State;

namespace Gatehouse.Azure.Tests.Secrets;

/// <content>Secrets that change while they are read, that come back, and that go.</content>
public sealed partial class KeyVaultSecretStoreTests
{
    [Fact]
    public async Task A_fresh_read_is_not_served_by_one_that_began_before_it()
    {
        Vault.Put(Key.VaultName, "old");
        var (asked, going) = SendsLate("old");

        var early = Store.GetAsync(Key, None);
        await asked.Task;
        Vault.Put(Key.VaultName, "new");
        var fresh = Enumerable.Range(0, 20).Select(_ => Store.GetFreshAsync(Key, None)).ToArray();
        var late = Store.GetAsync(Key, None);
        going.SetResult();

        (await early).ShouldBe("old");
        (await Task.WhenAll(fresh)).ShouldAllBe(value => value == "new");
        await late;
        Vault.Reads(Key.VaultName).ShouldBe(2);
        (await Store.GetAsync(Key, None)).ShouldBe("new");
    }

    [Fact]
    public async Task What_is_written_while_it_is_read_is_what_is_known_after()
    {
        Vault.Put(Key.VaultName, "old");
        var (asked, going) = SendsLate("old");

        var reading = Store.GetAsync(Key, None);
        await asked.Task;
        var writing = Store.SetAsync(Key, "new", None);
        going.SetResult();
        await writing;

        await reading;
        (await Store.GetAsync(Key, None)).ShouldBe("new");
    }

    [Fact]
    public async Task Of_many_writers_the_one_that_the_vault_took_last_is_known()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Store.SetAsync(Key, $"value {i}", None)));

        (await Store.GetAsync(Key, None)).ShouldBe(await NewStore().GetAsync(Key, None));
    }

    [Fact]
    public async Task An_old_value_that_was_recovered_and_could_not_be_replaced_does_not_count_again()
    {
        await Store.SetAsync(Key, "taken away", None);
        await Store.DeleteAsync(Key, None);
        var recovered = false;
        Vault.Fault = async context =>
        {
            recovered |= context.Request.Method == "POST";
            return recovered && context.Request.Method == "PUT" && await VaultServer.AnswerErrorAsync(context, 503, "Broken");
        };

        await Should.ThrowAsync<StateStoreException>(() => Store.SetAsync(Key, "new", None));

        Vault.Fault = _ => Task.FromResult(false);
        await Should.ThrowAsync<UnusableSecretException>(() => NewStore().GetAsync(Key, None));
        await Store.SetAsync(Key, "new", None);
        (await Store.GetAsync(Key, None)).ShouldBe("new");
    }

    [Fact]
    public async Task What_was_recovered_is_replaced_though_the_caller_has_gone()
    {
        await Store.SetAsync(Key, "taken away", None);
        await Store.DeleteAsync(Key, None);
        using var gone = new CancellationTokenSource();
        Vault.Fault = async context =>
        {
            if (context.Request.Method == "POST")
                await gone.CancelAsync();
            return false;
        };

        await Store.SetAsync(Key, "new", gone.Token);

        (await NewStore().GetAsync(Key, None)).ShouldBe("new");
    }

    [Fact]
    public async Task Who_may_only_read_finds_nothing_to_delete_where_nothing_is()
    {
        Vault.Put(Key.VaultName, "value");
        Vault.Fault = async context =>
            context.Request.Method != "GET" && await VaultServer.AnswerErrorAsync(context, 403, "Forbidden", "ForbiddenByRbac");

        (await Store.DeleteAsync(SecretName.OfFacility("f", "other"), None)).ShouldBeFalse();
        (await Should.ThrowAsync<SecretWriteRefusedException>(() => Store.DeleteAsync(Key, None))).Message.ShouldContain("Key Vault Secrets Officer");
        (await Should.ThrowAsync<SecretWriteRefusedException>(() => Store.SetAsync(Key, "new", None))).Message.ShouldContain($"'{Key.VaultName}'");
        (await Store.GetAsync(Key, None)).ShouldBe("value");
    }

    [Fact]
    public async Task A_value_that_serves_no_more_does_not_stay_in_memory()
    {
        Vault.Put(Key.VaultName, "of a facility that another instance deletes");
        Vault.Put("other", "value");
        await Store.GetAsync(Key, None);
        await Store.GetAsync(SecretName.OfHub("other"), None);
        Store.ValuesInMemory.ShouldBe(2);

        _clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromTicks(1));
        await Store.GetAsync(SecretName.OfHub("other"), None);

        Store.ValuesInMemory.ShouldBe(1);
        (await Store.GetAsync(Key, None)).ShouldNotBeNull();
    }

    /// <summary>The vault has read a value and is slow to send it to the one who asked first.</summary>
    private (TaskCompletionSource Asked, TaskCompletionSource Going) SendsLate(string value)
    {
        var (asked, going) = (new TaskCompletionSource(), new TaskCompletionSource());
        Vault.Fault = async context =>
        {
            if (!asked.TrySetResult())
                return false;

            await going.Task;
            await VaultServer.AnswerValueAsync(context, value);
            return true;
        };
        return (asked, going);
    }
}
