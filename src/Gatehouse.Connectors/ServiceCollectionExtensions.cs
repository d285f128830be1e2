using Gatehouse.Connectors.CavVisit;
using Gatehouse.Connectors.Spintly;
using Gatehouse.Tokens;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Connectors;

/// <summary>Registers the vendors that the hub speaks to.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a <see cref="Connector"/> for each vendor. They need what AddGatehouse registers.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services) => services
        .AddConnector(CavVisitConnector.Create)
        .AddSingleton(provider => SpintlyConnector.Create(
            provider.GetRequiredService<VendorHttp>(),
            provider.GetRequiredService<TokenCache>(),
            provider.GetRequiredService<VisitRecords>(),
            provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddConnector(this IServiceCollection services, Func<VendorHttp, TimeProvider, Connector> create) =>
        services.AddSingleton(provider => create(provider.GetRequiredService<VendorHttp>(), provider.GetRequiredService<TimeProvider>()));
}
