using Gatehouse.Secrets;
using Gatehouse.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Connectors.Tests;

/// <summary>The registrations of the hub with all connectors, for what is asked of them without calling a vendor.</summary>
internal sealed class ConnectorServices : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly ServiceProvider _services;

    public ConnectorServices() => _services = new ServiceCollection().AddGatehouse().AddConnectors().AddLogging()
        .AddSqliteStores(_folder).AddSingleton<ISecretStore>(new MemorySecrets()).BuildServiceProvider();

    public ConnectorRegistry Registry => _services.GetRequiredService<ConnectorRegistry>();

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
