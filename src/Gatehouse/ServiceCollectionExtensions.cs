using Gatehouse.ApiKeys;
using Gatehouse.Connectors;
using Gatehouse.Creates;
using Gatehouse.Credentials;
using Gatehouse.DeadLetters;
using Gatehouse.Facilities;
using Gatehouse.Idempotency;
using Gatehouse.Indexes;
using Gatehouse.Lanes;
using Gatehouse.Organizations;
using Gatehouse.Outgoing;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Resilience;
using Gatehouse.Retention;
using Gatehouse.Security;
using Gatehouse.Sensitive;
using Gatehouse.Sync;
using Gatehouse.Tokens;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse;

/// <summary>Registers the core.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Registers the use cases. The ports (<see cref="State.IStateStore"/>, <see cref="Work.IWorkQueue"/>, <see cref="Secrets.ISecretStore"/>)
    /// and the connectors are registered by others.
    /// </summary>
    public static IServiceCollection AddGatehouse(this IServiceCollection services)
    {
        services.AddOptions<OutgoingOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AddressPolicy>();
        services.AddSingleton<OutgoingHttp>();
        services.AddSingleton<VendorHttp>();
        services.AddSingleton<HubKeys>();
        services.AddSingleton<DataProtector>();
        services.AddSingleton<Fingerprints>();
        services.AddSingleton<Cursors>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<TokenCache>();
        services.AddSingleton<ConnectorRegistry>();
        services.AddSingleton<FacilityPipelines>();
        services.AddSingleton<CreateRunner>();
        services.AddSingleton(provider => new VendorCalls(
            provider.GetRequiredService<ConnectorRegistry>(),
            provider.GetRequiredService<FacilityPipelines>(),
            provider.GetRequiredService<CreateRunner>()));
        services.AddSingleton<ObjectIndexes>();
        services.AddSingleton<FacilityStore>();
        services.AddSingleton<FacilityDirectory>();
        services.AddSingleton<FacilityService>();
        services.AddSingleton<FacilityTour>();
        services.AddSingleton<OrganizationService>();
        services.AddSingleton<SiteService>();
        services.AddSingleton<AccessPointService>();
        services.AddSingleton<RoleService>();
        services.AddSingleton<PeopleService>();
        services.AddSingleton<CredentialService>();
        services.AddSingleton<VisitRecords>();
        services.AddSingleton<VisitService>();
        services.AddSingleton<Redaction>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<ApiKeyAuthenticator>();
        services.AddSingleton<ApiKeyService>();
        services.AddSingleton<IdempotencyStore>();
        return services.AddWork();
    }

    private static IServiceCollection AddWork(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().Validate(
            options => options is { OperationDays: >= 1, SyncRunDays: >= 1 },
            "Retention: OperationDays and SyncRunDays are at least 1; what is forgotten too early may happen twice.");
        services.TryAddSingleton(_ => QueueSettings.ReadBesideProgram());
        services.AddSingleton<TimerLeases>();
        services.AddSingleton<TimerRunner>();
        services.AddSingleton<QueueRunner>();
        services.AddSingleton<SyncRunStore>();
        services.AddSingleton<DeadLetterStore>();
        services.AddSingleton<WorkStore>();
        services.AddSingleton<LaneStore>();
        services.AddSingleton<WorkLanes>();
        services.AddSingleton<WorkHandlers>();
        services.AddSingleton(_ => new RetryDelays(Random.Shared.NextDouble));
        services.AddSingleton<ISweep, SweepLanes>();
        AddTimer<RefreshTokens>();
        AddTimer<SweepWork>();
        AddTimer<SyncUsers>();
        AddTimer<PruneState>();
        AddQueue<SyncFacility>();
        AddQueue<DeadLetterFacilitySync>();
        AddQueue<WorkLane>();
        AddQueue<DeadLetterLaneWork>();
        return services;

        void AddTimer<T>()
            where T : class, ITimerWork =>
            services.AddSingleton<T>().AddSingleton<ITimerWork>(provider => provider.GetRequiredService<T>());

        void AddQueue<T>()
            where T : class, IQueueWork =>
            services.AddSingleton<T>().AddSingleton<IQueueWork>(provider => provider.GetRequiredService<T>());
    }
}
