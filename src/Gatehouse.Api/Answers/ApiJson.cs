using System.Text.Json.Serialization;
using Gatehouse.AccessEvents;
using Gatehouse.Api.ApiKeys;
using Gatehouse.Api.Credentials;
using Gatehouse.Api.Facilities;
using Gatehouse.Api.Grants;
using Gatehouse.Api.Health;
using Gatehouse.Api.People;
using Gatehouse.Api.Problems;
using Gatehouse.Api.Reconciliation;
using Gatehouse.Api.Sync;
using Gatehouse.Api.Systems;
using Gatehouse.Api.Visits;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Model;

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
[JsonSerializable(typeof(AssociateDraft))]
[JsonSerializable(typeof(IssueDraft))]
[JsonSerializable(typeof(byte[]))]
internal sealed partial class ApiJson : JsonSerializerContext;
