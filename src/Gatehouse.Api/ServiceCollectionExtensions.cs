using System.Net;
using Gatehouse.Api.Access;
using Gatehouse.Api.AccessEvents;
using Gatehouse.Api.Answers;
using Gatehouse.Api.ApiKeys;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Credentials;
using Gatehouse.Api.DeadLetters;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Events;
using Gatehouse.Api.Facilities;
using Gatehouse.Api.Grants;
using Gatehouse.Api.Health;
using Gatehouse.Api.LongCalls;
using Gatehouse.Api.Objects;
using Gatehouse.Api.OpenApi;
using Gatehouse.Api.Organizations;
using Gatehouse.Api.Passes;
using Gatehouse.Api.Passes.Page;
using Gatehouse.Api.People;
using Gatehouse.Api.Places;
using Gatehouse.Api.PowerPlatform;
using Gatehouse.Api.RateLimits;
using Gatehouse.Api.Reconciliation;
using Gatehouse.Api.Subscriptions;
using Gatehouse.Api.Sync;
using Gatehouse.Api.Systems;
using Gatehouse.Api.Visits;
using Gatehouse.Api.Webhooks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gatehouse.Api;

/// <summary>Registers the hub's API.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Registers all that <see cref="GatehouseApplicationExtensions.UseGatehouse"/> needs,
    /// but for the core (<c>AddGatehouse</c>), the stores, the connectors and logging.
    /// <see cref="ApiOptions"/> are configured as options.
    /// </summary>
    public static IServiceCollection AddGatehouseApi(this IServiceCollection services)
    {
        AddAccess(services);
        services.AddRoutingCore();
        services.AddRateLimiter(_ => { });
        services.AddSingleton<FailureLimiter>();
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, RequestLimits>();
        services.Configure<JsonOptions>(options => AnswerJson.Configure(options.SerializerOptions));
        services.AddSingleton<ListPages>();
        services.AddSingleton<Sight>();
        services.AddSingleton<Tours>();
        services.AddGatehouseOpenApi();

        services.AddSingleton<EndpointGroup, SystemEndpoints>();
        services.AddSingleton<EndpointGroup, FacilityEndpoints>();
        services.AddSingleton<EndpointGroup, VisitEndpoints>();
        services.AddSingleton<EndpointGroup, VisitQrEndpoints>();
        services.AddSingleton<EndpointGroup, PeopleEndpoints>();
        services.AddSingleton<EndpointGroup, OrganizationEndpoints>();
        services.AddSingleton<GrantAnswers>();
        services.AddSingleton<EndpointGroup, GrantEndpoints>();
        services.AddSingleton<EndpointGroup, TargetQrEndpoints>();
        services.AddSingleton<EndpointGroup, OperationEndpoints>();
        services.AddSingleton<PassUrls>();
        services.AddSingleton<PassLimiter>();
        services.AddSingleton<EndpointGroup, PassEndpoints>();
        services.AddSingleton<PageGroup, PassPages>();
        services.AddSingleton<EndpointGroup, SiteEndpoints>();
        services.AddSingleton<EndpointGroup, AccessPointEndpoints>();
        services.AddSingleton<EndpointGroup, RoleEndpoints>();
        services.AddSingleton<EndpointGroup, CredentialEndpoints>();
        services.AddSingleton<EndpointGroup, AccessEventEndpoints>();
        services.AddSingleton<EndpointGroup, SyncEndpoints>();
        services.AddSingleton<EndpointGroup, IntakeEndpoints>();
        services.AddSingleton<EndpointGroup, WebhookEndpoints>();
        services.AddSingleton<EndpointGroup, DeadLetterEndpoints>();
        services.AddSingleton<EndpointGroup, ReconcileEndpoints>();
        services.AddSingleton<EndpointGroup, ApiKeyEndpoints>();
        services.AddSingleton<EndpointGroup, EventEndpoints>();
        services.AddSingleton<SubscriptionAnswers>();
        services.AddSingleton<EndpointGroup, SubscriptionEndpoints>();
        services.AddSingleton<EndpointGroup, AuditEndpoints>();
        services.AddSingleton<EndpointGroup, HealthEndpoints>();
        services.AddSingleton<EndpointGroup, OpenApiEndpoints>();
        services.AddSingleton<ConnectorDocument>();
        services.AddSingleton<EndpointGroup, ConnectorEndpoints>();
        services.AddSingleton<EndpointGroup, InputSchemaEndpoints>();
        services.AddSingleton<EndpointGroup, TriggerEndpoints>();
        return services;
    }

    /// <summary>Reads the settings <c>PublicBaseUrl</c>, where visitors and callers reach the hub, and <c>TrustedProxies</c>, what stands before it.</summary>
    /// <exception cref="FormatException">One of them is not in its form.</exception>
    public static IServiceCollection AddApiSettings(this IServiceCollection services, IConfiguration configuration)
    {
        var proxies = configuration.GetSection("TrustedProxies").GetChildren().Select(proxy => proxy.Value).OfType<string>().Where(proxy => proxy.Length > 0).ToList();
        if (proxies.Find(proxy => !IPNetwork.TryParse(proxy, out _)) is { } wrong)
            throw new FormatException($"TrustedProxies: '{wrong}' is no network in CIDR notation such as 10.0.0.0/24.");
        services.Configure<ApiOptions>(options => options.TrustedProxies = proxies);
        if (configuration["PublicBaseUrl"] is not { Length: > 0 } text)
            return services;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            throw new FormatException($"PublicBaseUrl: '{text}' is no address such as https://access.example.com/.");
        return services.Configure<ApiOptions>(options => options.PublicBaseUrl = address);
    }

    private static void AddAccess(IServiceCollection services)
    {
        // Not AddAuthentication: that brings data protection, whose keys nobody here needs, into every start.
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = ApiKeyHandler.SchemeName;
            options.AddScheme<ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        });
        services.AddWebEncoders();
        services.AddTransient<ApiKeyHandler>();
        services.AddAuthorization(options =>
        {
            options.DefaultPolicy = AccessPolicies.Fallback;
            options.FallbackPolicy = AccessPolicies.Fallback;
        });
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessResultHandler>();
    }
}
