using System.Net;
using System.Text.Json;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_hub_that_works_is_live_and_ready_for_anybody()
    {
        await using var hub = await Hub.StartAsync();

        (await hub.Anonymous.GetStringAsync("health/live")).ShouldBe("""{"status":"live"}""");
        (await hub.Anonymous.GetStringAsync("health/ready")).ShouldBe("""{"status":"ready"}""");
    }

    [Fact]
    public async Task Readiness_says_since_when_the_vault_is_away()
    {
        var since = new DateTimeOffset(2026, 6, 15, 7, 30, 0, TimeSpan.Zero);
        await using var hub = await Hub.StartAsync(register: services =>
        {
            var stores = services.Last(service => service.ServiceType == typeof(ISecretStore));
            services.AddSingleton<ISecretStore>(provider => new Away((ISecretStore)stores.ImplementationFactory!(provider), since));
        });

        var answer = JsonElement.Parse(await hub.Anonymous.GetStringAsync("health/ready"));

        answer.GetProperty("status").GetString().ShouldBe("ready");
        answer.GetProperty("secretsAwaySince").GetDateTimeOffset().ShouldBe(since);
    }

    [Fact]
    public async Task A_hub_whose_store_is_away_is_live_and_not_ready()
    {
        await using var hub = await Hub.StartAsync(register: services => services.AddSingleton<IStateStore, BrokenStore>());

        (await hub.Anonymous.GetAsync("health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await hub.Anonymous.GetAsync("health/ready");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_in_one_line_each_time()
    {
        await using var hub = await Hub.StartAsync(register: services => services.AddSingleton<IStateStore, BrokenStore>());

        (await hub.Anonymous.GetAsync("health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await hub.Admin.GetAsync("facilities")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        hub.Log.All.ShouldContain(line => line.Contains("The hub is not ready: its store does not answer: away", StringComparison.Ordinal));
        hub.Log.All.ShouldContain(line => line.Contains("The store did not do what a request needs: away", StringComparison.Ordinal));
        hub.Log.All.ShouldNotContain(line => line.Contains("   at ", StringComparison.Ordinal));
    }

    private sealed class Away(ISecretStore inner, DateTimeOffset since) : ISecretStore
    {
        public DateTimeOffset? AwaySince => since;

        public Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken) => inner.GetAsync(name, cancellationToken);

        public Task SetAsync(SecretName name, string value, CancellationToken cancellationToken) => inner.SetAsync(name, value, cancellationToken);

        public Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);
    }

    private sealed class BrokenStore() : StoreOver(null!)
    {
        protected override Task<T> CallAsync<T>(string table, bool isWrite, Func<string, Task<T>> call) =>
            throw new StateStoreException("away", isTransient: true);
    }
}
