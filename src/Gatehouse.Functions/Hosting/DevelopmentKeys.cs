using Gatehouse.ApiKeys;
using Gatehouse.Security;
using Microsoft.Extensions.Hosting;

namespace Gatehouse.Functions.Hosting;

/// <summary>Makes the hub's own keys on a development machine, as the deployment does in Azure.</summary>
internal sealed class DevelopmentKeys(HubKeys keys, ApiKeyService callers) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.EnsureAsync(cancellationToken);
        await callers.EnsureAdminKeyAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
