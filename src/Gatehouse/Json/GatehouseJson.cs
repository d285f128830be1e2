using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gatehouse.Access;
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
using Gatehouse.Model;
using Gatehouse.Passes;
using Gatehouse.People;
using Gatehouse.Reconciliation;
using Gatehouse.Subscriptions;
using Gatehouse.Sync;
using Gatehouse.Tokens;
using Gatehouse.VisitGrants;
using Gatehouse.Visits;
using Gatehouse.Webhooks;
using Gatehouse.Work;

namespace Gatehouse.Json;

/// <summary>How the core's types are written as JSON: camelCase, enums as camelCase words, nothing for <see langword="null"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Visit))]
[JsonSerializable(typeof(VisitDraft))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(PersonDraft))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(OrganizationDraft))]
[JsonSerializable(typeof(Site))]
[JsonSerializable(typeof(AccessPoint))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(SiteDraft))]
[JsonSerializable(typeof(AccessPointDraft))]
[JsonSerializable(typeof(Credential[]))]
[JsonSerializable(typeof(Renewal))]
[JsonSerializable(typeof(PassRow))]
[JsonSerializable(typeof(AccessEvent))]
[JsonSerializable(typeof(AccessRecord))]
[JsonSerializable(typeof(Facility))]
[JsonSerializable(typeof(FacilityConnection))]
[JsonSerializable(typeof(FacilityDraft))]
[JsonSerializable(typeof(VisitGroupDraft))]
[JsonSerializable(typeof(VisitGroup))]
[JsonSerializable(typeof(ConnectionReport))]
[JsonSerializable(typeof(Capability))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(ApiKeyDraft))]
[JsonSerializable(typeof(IdempotencyRecord))]
[JsonSerializable(typeof(CreateRecord))]
[JsonSerializable(typeof(KeyRecord))]
[JsonSerializable(typeof(ObjectRecord))]
[JsonSerializable(typeof(PersonFind))]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(SyncMessage))]
[JsonSerializable(typeof(SyncRun))]
[JsonSerializable(typeof(TimerLease))]
[JsonSerializable(typeof(TokenRecord))]
[JsonSerializable(typeof(SyncLock))]
[JsonSerializable(typeof(SyncSilence))]
[JsonSerializable(typeof(HubEvent))]
[JsonSerializable(typeof(OutboxRecord))]
[JsonSerializable(typeof(EventMessage))]
[JsonSerializable(typeof(PersonEntry))]
[JsonSerializable(typeof(PeopleDirectoryState))]
[JsonSerializable(typeof(VisitEntry))]
[JsonSerializable(typeof(VisitDay))]
[JsonSerializable(typeof(VisitPollState))]
[JsonSerializable(typeof(AccessEventPollState))]
[JsonSerializable(typeof(WorkRow))]
[JsonSerializable(typeof(LaneMark))]
[JsonSerializable(typeof(LaneTicket))]
[JsonSerializable(typeof(HubEvent))]
[JsonSerializable(typeof(EventMessage))]
[JsonSerializable(typeof(OutboxRecord))]
[JsonSerializable(typeof(GrantDraft))]
[JsonSerializable(typeof(Grant))]
[JsonSerializable(typeof(GrantPatch))]
[JsonSerializable(typeof(FanOutMessage))]
[JsonSerializable(typeof(Revocation))]
[JsonSerializable(typeof(RevocationDraft))]
[JsonSerializable(typeof(OpenRevocation))]
[JsonSerializable(typeof(GrantRow))]
[JsonSerializable(typeof(GrantIndexRow))]
[JsonSerializable(typeof(TargetRow))]
[JsonSerializable(typeof(TargetClaim))]
[JsonSerializable(typeof(AccessShare))]
[JsonSerializable(typeof(GrantEventData))]
[JsonSerializable(typeof(InboxRow))]
[JsonSerializable(typeof(PendingRow))]
[JsonSerializable(typeof(WebhookMessage))]
[JsonSerializable(typeof(WebhookQuery))]
[JsonSerializable(typeof(DeadLetterQuery))]
[JsonSerializable(typeof(VisitHolder))]
[JsonSerializable(typeof(PassageMark))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(SubscriptionDraft))]
[JsonSerializable(typeof(SubscriptionView))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(ReconcileFindings))]
[JsonSerializable(typeof(VisitGrantRow))]
[JsonSerializable(typeof(JsonObject))]
public sealed partial class GatehouseJson : JsonSerializerContext;
