using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Testing;

namespace Gatehouse.Tests.Facilities;

public sealed class FacilityDirectoryTests : IAsyncDisposable
{
    private static readonly Facility Old = new() { Id = "site", Name = "Old", System = "any", TimeZone = "UTC" };
    private readonly TemporaryStores _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_change_that_comes_while_a_facility_is_read_is_not_hidden_by_what_was_read()
    {
        var slow = new SlowReads(_stores.State);
        var facilities = new FacilityStore(slow);
        (await facilities.SaveAsync(Old, null, CancellationToken.None)).ShouldBeTrue();
        var registry = new ConnectorRegistry([new Connector("any", "Any", []) { Bind = values => values }]);
        var directory = new FacilityDirectory(facilities, registry, _stores.Secrets, _stores.Clock);

        slow.Hold();
        var reading = directory.GetAsync("site", CancellationToken.None).AsTask();
        await slow.Read;
        var etag = (await _stores.State.GetAsync("Facilities", new StateKey("f", "site"), CancellationToken.None))!.ETag;
        (await facilities.SaveAsync(Old with { Name = "New" }, etag, CancellationToken.None)).ShouldBeTrue();
        directory.Forget("site");
        slow.Release();

        (await reading).Facility.Name.ShouldBe("Old");
        (await directory.GetAsync("site", CancellationToken.None)).Facility.Name.ShouldBe("New");
    }

    [Fact]
    public async Task A_secret_that_another_instance_cleared_with_an_address_does_not_go_to_the_new_address()
    {
        var facilities = new FacilityStore(_stores.State);
        var secrets = new CachedSecrets("meant for the old address");
        var registry = new ConnectorRegistry([new Connector("any", "Any", []) { Bind = values => values, Settings = [new SettingDefinition("baseUrl", SettingType.Text, "The address.")] }]);
        var directory = new FacilityDirectory(facilities, registry, secrets, _stores.Clock);
        (await facilities.SaveAsync(Old, null, CancellationToken.None)).ShouldBeTrue();
        (await SecretAsync()).ShouldBe("meant for the old address");

        // Neither a new reading of the same settings nor another name needs the vault.
        secrets.IsAway = true;
        directory.Forget("site");
        (await SecretAsync()).ShouldBe("meant for the old address");
        await ChangeAsync(Old with { Name = "New" });
        (await SecretAsync()).ShouldBe("meant for the old address");
        secrets.FreshReads.ShouldBe(1);

        // While the vault cannot say, nothing goes anywhere new.
        secrets.Stored = null;
        secrets.IsAway = true;
        await ChangeAsync(Old with { Settings = new Dictionary<string, JsonElement> { ["baseUrl"] = JsonSerializer.SerializeToElement("https://new.example") } });
        (await Should.ThrowAsync<StateStoreException>(SecretAsync)).IsTransient.ShouldBeTrue();
        secrets.IsAway = false;
        (await SecretAsync()).ShouldBeNull();
        (await SecretAsync()).ShouldBeNull();
        secrets.FreshReads.ShouldBe(3);

        async Task ChangeAsync(Facility facility)
        {
            (await facilities.SaveAsync(facility, (await facilities.GetAsync("site", CancellationToken.None))!.ETag, CancellationToken.None)).ShouldBeTrue();
            _stores.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        async Task<string?> SecretAsync() =>
            await (await directory.GetAsync("site", CancellationToken.None)).FindSecretAsync("key", CancellationToken.None);
    }

    /// <summary>A cache over a vault that another instance writes to.</summary>
    private sealed class CachedSecrets(string stored) : ISecretStore
    {
        private string? _cached = stored;

        public string? Stored { get; set; } = stored;

        public bool IsAway { get; set; }

        public int FreshReads { get; private set; }

        public Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken) => Task.FromResult(_cached);

        public Task<string?> GetFreshAsync(SecretName name, CancellationToken cancellationToken)
        {
            FreshReads++;
            return IsAway ? throw new StateStoreException("The vault is away.", isTransient: true) : Task.FromResult(_cached = Stored);
        }

        public Task SetAsync(SecretName name, string value, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>A store whose answers come late.</summary>
    private sealed class SlowReads(IStateStore inner) : StoreOver(inner)
    {
        private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _holds;

        public Task Read => _read.Task;

        public void Hold() => _holds = true;

        public void Release()
        {
            _holds = false;
            _released.SetResult();
        }

        public override async Task<StateRow?> GetAsync(string table, StateKey key, CancellationToken cancellationToken)
        {
            var row = await base.GetAsync(table, key, cancellationToken);
            if (_holds)
            {
                _read.SetResult();
                await _released.Task;
            }

            return row;
        }
    }
}
