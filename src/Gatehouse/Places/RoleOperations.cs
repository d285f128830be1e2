using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;

namespace Gatehouse.Places;

/// <summary>The catalogue's operations on roles.</summary>
public static class RoleOperations
{
    /// <summary>Lists roles, in the vendor's order.</summary>
    public static readonly Operation<PlaceQuery, Page<Role>> List =
        new("roles.list", Effect.Read, Scopes.PlacesRead, "List roles");

    /// <summary>Reads a role; fails with <see cref="Vendors.VendorErrorKind.NotFound"/> when there is none.</summary>
    public static readonly Operation<ItemRequest, Role> Get =
        new("roles.get", Effect.Read, Scopes.PlacesRead, "Read a role");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Get];
}
