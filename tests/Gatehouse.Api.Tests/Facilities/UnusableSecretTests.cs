using System.Collections.Concurrent;
using System.Net;
using Gatehouse.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Facilities;

/// <summary>A facility's secret that was disabled in the vault.</summary>
public sealed class UnusableSecretTests : IAsyncLifetime
{
    private const string Key = "a-key-of-its-senders";
    private readonly DisabledSecrets _secrets = new();
    private Hub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await Hub.StartAsync(register: services => services.AddSingleton<ISecretStore>(_secrets));
        await _hub.AddFacilityAsync("site");
        await SetAsync();
        _secrets.Disabled = "facility--site--webhook-secret";
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task It_is_replaced_through_the_API()
    {
        await SetAsync();

        _secrets.Disabled.ShouldBeNull();
    }

    [Fact]
    public async Task Where_the_hub_may_not_write_who_asks_is_told_what_to_do()
    {
        _secrets.RefuseWrites = true;

        using var put = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/site/secrets/webhook-secret", """{"value":"a-key-that-is-not-written"}""");

        (await put.ProblemAsync(HttpStatusCode.FailedDependency, "secret_write_refused")).GetProperty("detail").GetString().ShouldBe("Write it in the vault.");
    }

    [Fact]
    public async Task Webhooks_are_refused_as_without_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/site") { Content = new StringContent("{}") };
        request.Headers.Add("x-api-key", Key);
        using var answer = await _hub.Anonymous.SendAsync(request);

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "webhook_refused");
    }

    private async Task SetAsync()
    {
        using var put = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/site/secrets/webhook-secret", $$"""{"value":"{{Key}}"}""");
        put.StatusCode.ShouldBe(HttpStatusCode.NoContent, await put.Content.ReadAsStringAsync());
    }

    private sealed class DisabledSecrets : ISecretStore
    {
        private readonly ConcurrentDictionary<string, string> _values = new();

        public string? Disabled { get; set; }

        public bool RefuseWrites { get; set; }

        public Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken) => name.VaultName == Disabled
            ? Task.FromException<string?>(new UnusableSecretException($"The secret {name} is disabled."))
            : Task.FromResult(_values.GetValueOrDefault(name.VaultName));

        public Task SetAsync(SecretName name, string value, CancellationToken cancellationToken)
        {
            if (RefuseWrites)
                throw new SecretWriteRefusedException("Write it in the vault.");
            _values[name.VaultName] = value;
            Disabled = Disabled == name.VaultName ? null : Disabled;
            return Task.CompletedTask;
        }

        public Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken) => Task.FromResult(_values.TryRemove(name.VaultName, out _));
    }
}
