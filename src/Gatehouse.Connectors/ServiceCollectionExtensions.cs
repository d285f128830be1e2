using Gatehouse.Connectors.AktionNext;
using Gatehouse.Connectors.CavVisit;
using Gatehouse.Connectors.HappyHabitat;
using Gatehouse.Connectors.Spintly;
using Gatehouse.Connectors.VizPin;
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
        .AddConnector((http, _, time) => CavVisitConnector.Create(http, time))
        .AddConnector(AktionNextConnector.Create)
        .AddSingleton(provider => SpintlyConnector.Create(
            provider.GetRequiredService<VendorHttp>(),
            provider.GetRequiredService<TokenCache>(),
            provider.GetRequiredService<VisitRecords>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddConnector((http, tokens, time) => HappyHabitatConnector.Create(http, time, tokens))
        .AddConnector((http, tokens, time) => VizPinConnector.Create(http, time, tokens));

    private static IServiceCollection AddConnector(this IServiceCollection services, Func<VendorHttp, TokenCache, TimeProvider, Connector> create) =>
        services.AddSingleton(provider => create(
            provider.GetRequiredService<VendorHttp>(), provider.GetRequiredService<TokenCache>(), provider.GetRequiredService<TimeProvider>()));
}
