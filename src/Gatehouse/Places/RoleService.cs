using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.Vendors;

namespace Gatehouse.Places;

/// <summary>What callers can do with a facility's roles.</summary>
/// <inheritdoc cref="ObjectService{TItem, TDraft, TCreate, TUpdate}" path="/remarks"/>
/// <param name="facilities">Their contexts.</param>
/// <param name="calls">Calls vendors.</param>
/// <param name="organizations">Resolves organizations.</param>
/// <param name="sites">Resolves sites.</param>
public sealed class RoleService(FacilityDirectory facilities, VendorCalls calls, OrganizationService organizations, SiteService sites)
{
    /// <summary>Lists roles.</summary>
    public async Task<Page<Role>> ListAsync(string facility, PlaceQuery query, CancellationToken cancellationToken)
    {
        var context = await facilities.GetAsync(facility, cancellationToken);
        calls.Require(context, RoleOperations.List);
        if (query.Organization is { } organization)
            query = query with { Organization = await organizations.ResolveAddressAsync(context, organization, cancellationToken) };
        if (query.Site is { } site)
            query = query with { Site = await sites.ResolveAddressAsync(context, site, cancellationToken) };
        return await calls.CallAsync(context, RoleOperations.List, query, cancellationToken);
    }

    /// <summary>Reads a role by the vendor's id.</summary>
    public async Task<Role> GetAsync(string facility, string id, CancellationToken cancellationToken) =>
        await calls.CallAsync(await facilities.GetAsync(facility, cancellationToken), RoleOperations.Get, new ItemRequest(id), cancellationToken);
}
