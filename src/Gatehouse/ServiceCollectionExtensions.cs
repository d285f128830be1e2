using Gatehouse.AccessEvents;
using Gatehouse.ApiKeys;
using Gatehouse.Audit;
using Gatehouse.Connectors;
using Gatehouse.Creates;
using Gatehouse.Credentials;
using Gatehouse.DeadLetters;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Idempotency;
using Gatehouse.Indexes;
using Gatehouse.Lanes;
using Gatehouse.Objects;
using Gatehouse.Organizations;
using Gatehouse.Outgoing;
using Gatehouse.Paging;
using Gatehouse.Passes;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Reconciliation;
using Gatehouse.Resilience;
using Gatehouse.Retention;
using Gatehouse.Security;
using Gatehouse.Sensitive;
using Gatehouse.Subscriptions;
using Gatehouse.Sync;
using Gatehouse.Tokens;
using Gatehouse.Vendors;
using Gatehouse.VisitGrants;
using Gatehouse.Visits;
using Gatehouse.Webhooks;
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
        services.AddSingleton<FacilityConnectionStore>();
        services.AddSingleton<FacilityConnections>();
        services.AddSingleton<FacilityDirectory>();
        services.AddSingleton<FacilityService>();
        services.AddSingleton<FacilityTour>();
        services.AddSingleton<OrganizationService>();
        services.AddSingleton<SiteService>();
        services.AddSingleton<AccessPointService>();
        services.AddSingleton<RoleService>();
        services.AddOptions<EventOptions>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<EventPublisher>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<ISweep, OutboxSweep>();
        services.AddSingleton<PeopleStore>();
        services.AddSingleton<PeopleDirectory>();
        services.AddSingleton<PeopleSearch>();
        services.AddSingleton<VisitLedger>();
        services.AddSingleton<VisitSearch>();
        services.AddSingleton<AccessEventStore>();
        services.AddSingleton<PassageLinks>();
        services.AddSingleton<AccessEventLedger>();
        services.AddSingleton<AccessEventSearch>();
        services.AddSingleton<WriteNotes>();
        services.AddSingleton<PeopleService>();
        services.AddSingleton<RenewalStore>();
        services.AddSingleton<CredentialRenewal>();
        services.AddSingleton<CredentialService>();
        services.AddSingleton<VisitRecords>();
        services.AddSingleton<VisitService>();
        services.AddSingleton<VisitGrantStore>();
        services.AddSingleton<VisitGrantFollower>();
        services.AddSingleton<IWorkHandler, VisitGrantWork>();
        services.AddSingleton<Redaction>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<ApiKeyAuthenticator>();
        services.AddSingleton<ApiKeyService>();
        services.AddSingleton<IdempotencyStore>();
        return services.AddWork().AddGrants().AddWebhooks().AddSubscriptions().AddAudit();
    }

    private static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<InboxStore>();
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<WebhookService>();
        services.AddSingleton<ISweep, SweepInbox>();
        services.AddSingleton<DeadLetterService>();
        services.AddSingleton<IDeadLetterReplay, WebhookReplay>();
        services.AddSingleton<IDeadLetterReplay, SyncReplay>();
        services.AddSingleton<IDeadLetterReplay, TargetReplay>();
        foreach (var queue in new[] { WorkQueues.LaneWork, WorkQueues.GrantFanOut, WorkQueues.EventFanOut })
            services.AddSingleton<IDeadLetterReplay>(provider => new QueueReplay(queue, provider.GetRequiredService<IWorkQueue>()));
        return services;
    }

    private static IServiceCollection AddGrants(this IServiceCollection services)
    {
        services.AddSingleton<SignedLinks>();
        services.AddSingleton<GrantStore>();
        services.AddSingleton<GrantHolders>();
        services.AddSingleton<SharedAccess>();
        services.AddSingleton<GrantEvents>();
        services.AddSingleton<Converge>();
        services.AddSingleton<IWorkHandler, TargetWork>();
        services.AddSingleton<TargetReferences>();
        services.AddSingleton<GrantTargets>();
        services.AddSingleton<GrantWork>();
        services.AddSingleton<GrantService>();
        services.AddSingleton<GrantChanges>();
        services.AddSingleton<RevocationStore>();
        services.AddSingleton<Revocations>();
        services.AddSingleton<ISweep, SweepRevocations>();
        services.AddSingleton<LiveCredentials>();
        services.AddSingleton<PassStore>();
        services.AddSingleton<PassService>();
        services.AddSingleton<PassReader>();
        return services;
    }

    private static IServiceCollection AddSubscriptions(this IServiceCollection services)
    {
        services.Configure<EventOptions>(options => options.FanOut = true);
        services.AddSingleton<SubscriptionStore>();
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton(_ => new DeliveryDelays(Random.Shared.NextDouble));
        services.AddSingleton<EventSender>();
        services.AddSingleton<SubscriptionHealth>();
        services.AddSingleton<DeliveryPlanner>();
        services.AddSingleton<IWorkHandler, DeliverEvent>();
        services.AddSingleton<ISweep, SubscriptionSweep>();
        services.AddSingleton<SubscriptionService>();
        return services;
    }

    private static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditStore>();
        services.AddSingleton<AuditSearch>();
        services.AddSingleton<AuditRedaction>();
        return services;
    }

    private static IServiceCollection AddWork(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().Validate(
            options => options is { OperationDays: >= 1, SyncRunDays: >= 1, EventDays: >= 1, AccessEventDays: >= 1, WebhookDays: >= 1, AuditDays: >= 1 },
            "Retention: OperationDays, SyncRunDays, EventDays, AccessEventDays, WebhookDays and AuditDays are at least 1; what is forgotten too early may happen twice.");
        services.TryAddSingleton(_ => QueueSettings.ReadBesideProgram());
        services.AddSingleton<TimerLeases>();
        services.AddSingleton<TimerRunner>();
        services.AddSingleton<QueueRunner>();
        services.AddSingleton<SyncRunStore>();
        services.AddSingleton<SyncLocks>();
        services.AddSingleton<SyncSilences>();
        services.AddSingleton<SyncSeenStore>();
        services.AddSingleton<SyncRound>();
        services.AddSingleton<SyncService>();
        services.AddSingleton<ISyncSource, PeopleSync>();
        services.AddSingleton<ISyncSource, VisitSync>();
        services.AddSingleton<ISyncSource, AccessEventSync>();
        services.AddSingleton<ISyncSource, GrantComparison>();
        services.AddSingleton<ReconcileStore>();
        services.AddSingleton<ReconcileService>();
        services.AddSingleton<DeadLetterStore>();
        services.AddSingleton<WorkStore>();
        services.AddSingleton<LaneStore>();
        services.AddSingleton<WorkLanes>();
        services.AddSingleton<WorkHandlers>();
        services.AddSingleton<LaneTakeOver>();
        services.AddSingleton(_ => new RetryDelays(Random.Shared.NextDouble));
        services.AddSingleton<ISweep, SweepLanes>();
        AddTimer<RefreshTokens>();
        AddTimer<SweepWork>();
        AddTimer<SyncUsers>();
        AddTimer<PollVisits>();
        AddTimer<PollAccessEvents>();
        AddTimer<PruneState>();
        AddTimer<Reconcile>();
        AddQueue<SyncFacility>();
        AddQueue<DeadLetterFacilitySync>();
        AddQueue<WorkLane>();
        AddQueue<DeadLetterLaneWork>();
        AddQueue<FanOutGrant>();
        AddQueue<DeadLetterGrantFanOut>();
        AddQueue<ProcessWebhook>();
        AddQueue<DeadLetterProcessWebhook>();
        AddQueue<FanOutEvent>();
        AddQueue<DeadLetterFanOutEvent>();
        return services;

        void AddTimer<T>()
            where T : class, ITimerWork =>
            services.AddSingleton<T>().AddSingleton<ITimerWork>(provider => provider.GetRequiredService<T>());

        void AddQueue<T>()
            where T : class, IQueueWork =>
            services.AddSingleton<T>().AddSingleton<IQueueWork>(provider => provider.GetRequiredService<T>());
    }
}
