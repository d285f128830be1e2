namespace Gatehouse.Api.PowerPlatform;

/// <summary>The connector's operations, in the order in which makers see them.</summary>
internal static class ConnectorOperations
{
    public const string ListFacilities = "ListFacilities";
    public const string ListSystems = "ListSystems";
    public const string ListPeople = "ListPeople";
    public const string ListOrganizations = "ListOrganizations";
    public const string ListSites = "ListSites";
    public const string ListAccessPoints = "ListAccessPoints";
    public const string ListRoles = "ListRoles";
    public const string ListEventTypes = "ListEventTypes";
    public const string GetInputSchema = "GetInputSchema";

    public static IReadOnlyList<ConnectorOperation> All { get; } =
    [
        .. ConnectorTriggers.All,
        .. VisitOperationsOfConnector.All,
        .. GrantOperationsOfConnector.All,
        .. PeopleOperationsOfConnector.All,
        .. FacilityOperationsOfConnector.All,
    ];
}
