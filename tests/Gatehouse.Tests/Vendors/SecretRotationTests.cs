using Gatehouse.Connectors;
using Gatehouse.Creates;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Resilience;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Time;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Vendors;

public sealed class SecretRotationTests
{
    private readonly CachedSecret _secrets = new();
    private Func<FacilityContext, Task> _beforeRefusal = _ => Task.CompletedTask;
    private bool _isStillSo = true;
    private int _calls;

    [Fact]
    public async Task A_vendor_s_unauthenticated_is_believed_after_the_secret_was_read_past_the_cache()
    {
        _secrets.Stored = "rotated";

        (await TestAsync()).Detail.ShouldBe("rotated");

        (_calls, _secrets.FreshReads).ShouldBe((2, 1));
    }

    [Fact]
    public async Task An_unchanged_secret_is_not_tried_again()
    {
        var failure = await Should.ThrowAsync<VendorException>(TestAsync);

        failure.Error.Kind.ShouldBe(VendorErrorKind.Unauthenticated);
        (_calls, _secrets.FreshReads).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_call_that_another_one_s_refresh_overtook_is_tried_again_too()
    {
        _secrets.Stored = "rotated";
        _beforeRefusal = context => context.RefreshSecretsAsync(context.Rotations, CancellationToken.None);

        (await TestAsync()).Detail.ShouldBe("rotated");

        (_calls, _secrets.FreshReads).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_new_secret_does_not_go_to_the_address_of_a_facility_that_has_another_by_now()
    {
        _secrets.Stored = "of the new address";
        _isStillSo = false;

        var failure = await Should.ThrowAsync<VendorException>(TestAsync);

        (failure.Error.Kind, failure.Error.Code).ShouldBe((VendorErrorKind.Unavailable, "facility_changed"));
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task Where_the_store_of_secrets_is_away_the_vendor_is_believed()
    {
        _secrets.IsAway = true;

        (await Should.ThrowAsync<VendorException>(TestAsync)).Error.Kind.ShouldBe(VendorErrorKind.Unauthenticated);

        _calls.ShouldBe(1);
    }

    private async Task<ConnectionReport> TestAsync()
    {
        await using var stores = new TemporaryStores();
        var handler = new Handler<Unit, ConnectionReport>(FacilityOperations.Test, async (context, _, token) =>
        {
            _calls++;
            var key = await context.SecretAsync("key", token);
            if (key == "old")
                await _beforeRefusal(context);
            return key == "old" ? throw new VendorException(VendorErrorKind.Unauthenticated, "wrong key") : new ConnectionReport(key);
        });
        var registry = new ConnectorRegistry([new Connector("test", "Test", [handler]) { Bind = _ => new object() }]);
        var calls = new VendorCalls(
            registry,
            new FacilityPipelines(stores.Clock, NullLogger<FacilityPipelines>.Instance),
            new CreateRunner(stores.State, stores.Clock, NullLogger<CreateRunner>.Instance));
        var facility = new Facility { Id = "f1", Name = "F", System = "test", TimeZone = "UTC" };
        var context = new FacilityContext(facility, new object(), FacilityZone.Find("UTC"), _secrets) { IsStillSoAsync = _ => Task.FromResult(_isStillSo) };
        await _secrets.WarmAsync(context);
        return await calls.CallAsync(context, FacilityOperations.Test, default(Unit), CancellationToken.None);
    }

    private sealed class CachedSecret : ISecretStore
    {
        private string _cached = "old";

        public string Stored { get; set; } = "old";

        public bool IsAway { get; set; }

        public int FreshReads { get; private set; }

        /// <summary>Lets a facility know the old value, as from a call before.</summary>
        public async Task WarmAsync(FacilityContext context)
        {
            var (stored, isAway) = (Stored, IsAway);
            (Stored, IsAway) = (_cached, false);
            await context.SecretAsync("key", CancellationToken.None);
            (Stored, IsAway, FreshReads) = (stored, isAway, 0);
        }

        public Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken) => Task.FromResult<string?>(_cached);

        public Task<string?> GetFreshAsync(SecretName name, CancellationToken cancellationToken)
        {
            FreshReads++;
            if (IsAway)
                throw new StateStoreException("The vault is away.", isTransient: true);
            return Task.FromResult<string?>(_cached = Stored);
        }

        public Task SetAsync(SecretName name, string value, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
