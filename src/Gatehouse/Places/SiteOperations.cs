using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;

namespace Gatehouse.Places;

/// <summary>The catalogue's operations on sites.</summary>
public static class SiteOperations
{
    /// <summary>Lists sites, in the vendor's order.</summary>
    public static readonly Operation<PlaceQuery, Page<Site>> List =
        new("sites.list", Effect.Read, Scopes.PlacesRead, "List sites");

    /// <summary>Reads a site; fails with <see cref="Vendors.VendorErrorKind.NotFound"/> when there is none.</summary>
    public static readonly Operation<ItemRequest, Site> Get =
        new("sites.get", Effect.Read, Scopes.PlacesRead, "Read a site");

    /// <summary>Creates a site.</summary>
    public static readonly Operation<SiteCreate, Site> Create =
        new("sites.create", Effect.Create, Scopes.PlacesWrite, "Create a site");

    /// <summary>Writes a site anew.</summary>
    public static readonly Operation<SiteUpdate, Site> Update =
        new("sites.update", Effect.Idempotent, Scopes.PlacesWrite, "Change a site");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Get, Create, Update];
}
