namespace Gatehouse.Functions.Http;

/// <summary>
/// The routes of the HTTP functions, without the leading slash. None overlaps another: the host would take the function whose name
/// comes first in the alphabet.
/// </summary>
internal static class Routes
{
    private const string Api = "api/v1";
    private const string Facility = Api + "/facilities/{facility}";
    private const string Rest = "/{*rest}";

    public const string Systems = Api + "/systems" + Rest;
    public const string Facilities = Api + "/facilities/{facility?}";
    public const string FacilityTest = Facility + "/test";
    public const string FacilityCapabilities = Facility + "/capabilities";
    public const string FacilitySchemas = Facility + "/schemas/{operation}";
    public const string FacilitySecrets = Facility + "/secrets/{name}";
    public const string Visits = Facility + "/visits" + Rest;
    public const string People = Facility + "/people" + Rest;
    public const string Organizations = Facility + "/organizations" + Rest;
    public const string Sites = Facility + "/sites" + Rest;
    public const string AccessPoints = Facility + "/access-points" + Rest;
    public const string Roles = Facility + "/roles" + Rest;
    public const string Sync = Facility + "/sync" + Rest;
    public const string Webhooks = Facility + "/webhooks" + Rest;
    public const string WebhookIntake = Api + "/webhooks/{facility}/{token?}";
    public const string DeadLetters = Api + "/dead-letters" + Rest;
    public const string Reconcile = Facility + "/reconcile" + Rest;
    public const string AccessEvents = Api + "/access-events";
    public const string AllVisits = Api + "/visits";
    public const string AllPeople = Api + "/people";
    public const string Grants = Api + "/grants" + Rest;
    public const string Operations = Api + "/operations/{id}";
    public const string Passes = Api + "/passes" + Rest;
    public const string Pass = "pass" + Rest;
    public const string Events = Api + "/events";
    public const string Subscriptions = Api + "/subscriptions" + Rest;
    public const string Audit = Api + "/audit";
    public const string ApiKeys = Api + "/api-keys" + Rest;
    public const string Health = Api + "/health" + Rest;
    public const string PowerPlatform = Api + "/power-platform" + Rest;
    public const string OpenApi = Api + "/openapi.json";
}
