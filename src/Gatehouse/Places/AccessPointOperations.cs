using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;

namespace Gatehouse.Places;

/// <summary>The catalogue's operations on access points.</summary>
public static class AccessPointOperations
{
    /// <summary>Lists access points, in the vendor's order.</summary>
    public static readonly Operation<PlaceQuery, Page<AccessPoint>> List =
        new("access-points.list", Effect.Read, Scopes.PlacesRead, "List access points");

    /// <summary>Reads an access point; fails with <see cref="Vendors.VendorErrorKind.NotFound"/> when there is none.</summary>
    public static readonly Operation<ItemRequest, AccessPoint> Get =
        new("access-points.get", Effect.Read, Scopes.PlacesRead, "Read an access point");

    /// <summary>Creates an access point.</summary>
    public static readonly Operation<AccessPointCreate, AccessPoint> Create =
        new("access-points.create", Effect.Create, Scopes.PlacesWrite, "Create an access point");

    /// <summary>Writes an access point anew.</summary>
    public static readonly Operation<AccessPointUpdate, AccessPoint> Update =
        new("access-points.update", Effect.Idempotent, Scopes.PlacesWrite, "Change an access point");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Get, Create, Update];
}
