using Gatehouse.Api;
using Gatehouse.Azure;
using Gatehouse.Connectors;
using Gatehouse.Functions.Hosting;
using Gatehouse.Functions.Http;
using Gatehouse.Outgoing;
using Gatehouse.Retention;
using Gatehouse.Sqlite;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Functions;

/// <summary>Registers the Functions app.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers all that the functions need, as <c>docs/settings.md</c> says. Nothing is called before the first use.</summary>
    /// <exception cref="ArgumentException">The settings name no storage, or no place for secrets, or two of one.</exception>
    public static IServiceCollection AddGatehouseFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddGatehouse().AddConnectors().AddGatehouseApi().AddApiSettings(configuration);
        services.Configure<OutgoingOptions>(configuration.GetSection("Outgoing").Bind);
        services.Configure<RetentionOptions>(configuration.GetSection("Retention").Bind);
        var vault = Text(configuration, "Azure:VaultUri");
        var stores = new AzureStoreOptions
        {
            StorageConnectionString = Text(configuration, "Azure:StorageConnectionString"),
            StorageAccountName = Text(configuration, "Azure:StorageAccountName"),
            VaultUri = vault is null ? null : new Uri(vault),
        };
        if (Text(configuration, "Azure:StorageSuffix") is { } suffix)
            stores.StorageSuffix = suffix;

        services.AddAzureStores(stores);
        AddSecretsOfDevelopment(services, Text(configuration, "Development:SecretsFolder"), stores.VaultUri);
        services.AddSingleton<HttpPipeline>();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);

        // It tells of each request by its address, which may name people and hold a link's token. The API tells by the route.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        return services;
    }

    private static void AddSecretsOfDevelopment(IServiceCollection services, string? folder, Uri? vault)
    {
        if ((folder is null) == (vault is null))
        {
            throw new ArgumentException(
                "Say where secrets are: Azure__VaultUri names the vault; on your own machine Development__SecretsFolder may name a folder instead.",
                nameof(folder));
        }

        if (folder is not null)
            services.AddFileSecrets(folder).AddHostedService<DevelopmentKeys>();
    }

    private static string? Text(IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } text ? text : null;
}
