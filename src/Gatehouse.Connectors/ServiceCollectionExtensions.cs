using Gatehouse.Connectors.CavVisit;
using Gatehouse.Connectors.HappyHabitat;
using Gatehouse.Tokens;
using Gatehouse.Vendors;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Connectors;

/// <summary>Registers the vendors that the hub speaks to.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="Connector"/> for each vendor. They need a <see cref="VendorHttp"/>, a <see cref="TimeProvider"/> and a <see cref="TokenCache"/>.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services) => services
        .AddConnector(CavVisitConnector.Create)
        .AddConnector(HappyHabitatConnector.Create);

    private static IServiceCollection AddConnector(this IServiceCollection services, Func<VendorHttp, TimeProvider, Connector> create) =>
        services.AddSingleton(provider => create(provider.GetRequiredService<VendorHttp>(), provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddConnector(this IServiceCollection services, Func<VendorHttp, TimeProvider, TokenCache, Connector> create) =>
        services.AddSingleton(provider => create(
            provider.GetRequiredService<VendorHttp>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<TokenCache>()));
}
