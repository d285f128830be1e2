using Gatehouse.Secrets;
using Gatehouse.Sqlite;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests;

/// <summary>Embedded stores in a folder of their own that is removed at the end.</summary>
public sealed class TemporaryStores : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly ServiceProvider _services;

    public TemporaryStores() =>
        _services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddLogging().AddSqliteStores(_folder).BuildServiceProvider();

    public FakeClock Clock { get; } = new();

    public IStateStore State => _services.GetRequiredService<IStateStore>();

    public IWorkQueue Queue => _services.GetRequiredService<IWorkQueue>();

    public ISecretStore Secrets => _services.GetRequiredService<ISecretStore>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
