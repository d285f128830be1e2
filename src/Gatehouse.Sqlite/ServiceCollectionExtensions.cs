using Gatehouse.Secrets;
using Gatehouse.Sqlite.Secrets;
using Gatehouse.Sqlite.State;
using Gatehouse.Sqlite.Work;
using Gatehouse.State;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Sqlite;

/// <summary>Registers the embedded stores.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IStateStore"/>, <see cref="IWorkQueue"/> and <see cref="ISecretStore"/> as singletons over the files
    /// <c>gatehouse.db</c> and <c>secrets/secrets.json</c> in <paramref name="folder"/>, which is created, for its owner only, when absent.
    /// They are opened, and their schema migrated, when the first of them is resolved: it throws <see cref="StateStoreException"/>
    /// when they cannot be used. Logging must be registered; <see cref="TimeProvider"/> is the system's unless it is registered.
    /// </summary>
    public static IServiceCollection AddSqliteStores(this IServiceCollection services, string folder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => SqliteDatabase.Open(Path.Combine(folder, "gatehouse.db")));
        services.AddSingleton<IStateStore, SqliteStateStore>();
        services.AddSingleton<IWorkQueue, SqliteWorkQueue>();
        return services.AddFileSecrets(folder);
    }

    /// <summary>
    /// Registers only <see cref="ISecretStore"/>, as a singleton over the file <c>secrets/secrets.json</c> in <paramref name="folder"/>:
    /// for development with state elsewhere. Logging must be registered.
    /// </summary>
    public static IServiceCollection AddFileSecrets(this IServiceCollection services, string folder) =>
        services.AddSingleton<ISecretStore>(
            provider => new FileSecretStore(folder, provider.GetRequiredService<ILogger<FileSecretStore>>()));
}
