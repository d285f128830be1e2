using System.Text.Json.Serialization;
using Gatehouse.AccessEvents;
using Gatehouse.Api.ApiKeys;
using Gatehouse.Api.Credentials;
using Gatehouse.Api.DeadLetters;
using Gatehouse.Api.Events;
using Gatehouse.Api.Facilities;
using Gatehouse.Api.Grants;
using Gatehouse.Api.Health;
using Gatehouse.Api.Passes;
using Gatehouse.Api.People;
using Gatehouse.Api.PowerPlatform;
using Gatehouse.Api.Problems;
using Gatehouse.Api.Reconciliation;
using Gatehouse.Api.Subscriptions;
using Gatehouse.Api.Sync;
using Gatehouse.Api.Systems;
using Gatehouse.Api.Visits;
using Gatehouse.Api.Webhooks;
using Gatehouse.Audit;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Model;
using Gatehouse.Subscriptions;
using Gatehouse.Webhooks;

namespace Gatehouse.Api.Answers;

/// <summary>How the API's own types are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ListAnswer<SystemAnswer>))]
[JsonSerializable(typeof(ListAnswer<ApiKeyAnswer>))]
[JsonSerializable(typeof(ListAnswer<Facility>))]
[JsonSerializable(typeof(ListAnswer<Capability>))]
[JsonSerializable(typeof(ListAnswer<Visit>))]
[JsonSerializable(typeof(ListAnswer<Person>))]
[JsonSerializable(typeof(ListAnswer<Organization>))]
[JsonSerializable(typeof(ListAnswer<Site>))]
[JsonSerializable(typeof(ListAnswer<AccessPoint>))]
[JsonSerializable(typeof(ListAnswer<Role>))]
[JsonSerializable(typeof(ListAnswer<Credential>))]
[JsonSerializable(typeof(TourAnswer<Visit>))]
[JsonSerializable(typeof(TourAnswer<Person>))]
[JsonSerializable(typeof(TourAnswer<AccessEvent>))]
[JsonSerializable(typeof(ListAnswer<SyncAnswer>))]
[JsonSerializable(typeof(SyncDraft))]
[JsonSerializable(typeof(ListAnswer<ReconcileAnswer>))]
[JsonSerializable(typeof(ReconcileDraft))]
[JsonSerializable(typeof(VisitGroupAnswer))]
[JsonSerializable(typeof(ArriveDraft))]
[JsonSerializable(typeof(EndDraft))]
[JsonSerializable(typeof(SecretDraft))]
[JsonSerializable(typeof(ListAnswer<Grant>))]
[JsonSerializable(typeof(GrantBatchDraft))]
[JsonSerializable(typeof(GrantBatchAnswer))]
[JsonSerializable(typeof(RevocationAnswer))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(ListAnswer<SubscriptionView>))]
[JsonSerializable(typeof(ListAnswer<DeliveryView>))]
[JsonSerializable(typeof(ListAnswer<AuditEntry>))]
[JsonSerializable(typeof(DeliveryAttempt))]
[JsonSerializable(typeof(RotationDraft))]
[JsonSerializable(typeof(ReplayDraft))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(AssociateDraft))]
[JsonSerializable(typeof(IssueDraft))]
[JsonSerializable(typeof(PassDraft))]
[JsonSerializable(typeof(PassAnswer))]
[JsonSerializable(typeof(WebhookReceipt))]
[JsonSerializable(typeof(WebhookAnswer))]
[JsonSerializable(typeof(WebhookReplayAnswer))]
[JsonSerializable(typeof(ListAnswer<Webhook>))]
[JsonSerializable(typeof(DeadLetterAnswer))]
[JsonSerializable(typeof(DeadLetterReplayAnswer))]
[JsonSerializable(typeof(ListAnswer<DeadLetterAnswer>))]
[JsonSerializable(typeof(InputSchemaAnswer))]
[JsonSerializable(typeof(ListAnswer<EventTypeAnswer>))]
[JsonSerializable(typeof(PollAnswer))]
[JsonSerializable(typeof(TriggerDraft))]
[JsonSerializable(typeof(QrCodeAnswer))]
[JsonSerializable(typeof(byte[]))]
internal sealed partial class ApiJson : JsonSerializerContext;
