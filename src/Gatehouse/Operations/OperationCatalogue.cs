using Gatehouse.Access;
using Gatehouse.AccessEvents;
using Gatehouse.Credentials;
using Gatehouse.Facilities;
using Gatehouse.Organizations;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Visits;

namespace Gatehouse.Operations;

/// <summary>Every operation that a connector can register a handler for.</summary>
public static class OperationCatalogue
{
    /// <summary>All operations, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. FacilityOperations.All,
        .. VisitOperations.All,
        .. PeopleOperations.All,
        .. OrganizationOperations.All,
        .. SiteOperations.All,
        .. AccessPointOperations.All,
        .. RoleOperations.All,
        .. CredentialOperations.All,
        .. AccessOperations.All,
        .. AccessEventOperations.All,
    ];
}
