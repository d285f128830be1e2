using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.ApiKeys;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Health;
using Gatehouse.Api.OpenApi;
using Gatehouse.Api.RateLimits;
using Gatehouse.Api.Systems;
using Gatehouse.ApiKeys;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Idempotency;
using Gatehouse.Paging;
using Gatehouse.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Api.Hosting;

/// <summary>Registers the hub's API.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Registers all that <see cref="GatehouseApplicationExtensions.UseGatehouse"/> needs, but for the stores, the connectors and logging.
    /// <see cref="ApiOptions"/> are configured as options.
    /// </summary>
    public static IServiceCollection AddGatehouseApi(this IServiceCollection services)
    {
        AddCore(services);
        AddAccess(services);
        services.AddRoutingCore();
        services.AddRateLimiter(_ => { });
        services.AddSingleton<FailureLimiter>();
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, RequestLimits>();
        services.Configure<JsonOptions>(options => ApiJson.Configure(options.SerializerOptions));
        services.AddSingleton<ListPages>();
        services.AddGatehouseOpenApi();

        services.AddSingleton<EndpointGroup, SystemEndpoints>();
        services.AddSingleton<EndpointGroup, ApiKeyEndpoints>();
        services.AddSingleton<EndpointGroup, HealthEndpoints>();
        services.AddSingleton<EndpointGroup, OpenApiEndpoints>();
        return services;
    }

    private static void AddCore(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HubKeys>();
        services.TryAddSingleton<DataProtector>();
        services.TryAddSingleton<Fingerprints>();
        services.TryAddSingleton<Cursors>();
        services.TryAddSingleton<ConnectorRegistry>();
        services.TryAddSingleton<FacilityStore>();
        services.TryAddSingleton<FacilityDirectory>();
        services.TryAddSingleton<ApiKeyStore>();
        services.TryAddSingleton<ApiKeyAuthenticator>();
        services.TryAddSingleton<ApiKeyService>();
        services.TryAddSingleton<IdempotencyStore>();
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization(options =>
        {
            options.DefaultPolicy = AccessPolicies.Fallback;
            options.FallbackPolicy = AccessPolicies.Fallback;
        });
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessResultHandler>();
    }
}
