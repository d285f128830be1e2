using Gatehouse.ApiKeys;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Secrets;
using Gatehouse.Time;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Secrets;

/// <summary>Secrets that somebody disabled, or whose time is over.</summary>
public sealed class UnusableSecretTests : IAsyncDisposable
{
    private const string Reason = "The secret is disabled in the vault. Set a new value.";
    private readonly TemporaryStores _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_facility_s_is_its_misconfiguration()
    {
        var facility = new Facility { Id = "f1", Name = "F", System = "test", TimeZone = "UTC" };
        var context = new FacilityContext(facility, new object(), FacilityZone.Find("UTC"), new DisabledSecrets());

        var first = await Should.ThrowAsync<VendorException>(() => context.SecretAsync("key", CancellationToken.None).AsTask());
        var refreshing = await Should.ThrowAsync<VendorException>(() => context.RefreshSecretsAsync(context.Rotations, CancellationToken.None));

        foreach (var failure in new[] { first, refreshing })
            (failure.Error.Kind, failure.Error.Code, failure.Error.Message).ShouldBe((VendorErrorKind.Misconfigured, "secret_unusable", Reason));
    }

    [Fact]
    public async Task Nobody_comes_in_with_an_admin_key_that_is_disabled()
    {
        var authenticator = new ApiKeyAuthenticator(
            new ApiKeyStore(_stores.State), new DisabledSecrets(), _stores.Clock, NullLogger<ApiKeyAuthenticator>.Instance);

        (await authenticator.CheckAsync("gh_admin_" + new string('0', 48), true, CancellationToken.None)).Refusal.ShouldBe(ApiKeyRefusal.Unknown);
    }

    private sealed class DisabledSecrets : ISecretStore
    {
        public Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken) =>
            Task.FromException<string?>(new UnusableSecretException(Reason));

        public Task SetAsync(SecretName name, string value, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
