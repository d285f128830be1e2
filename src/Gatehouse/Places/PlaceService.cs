using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Vendors;

namespace Gatehouse.Places;

/// <summary>What callers can do with a facility's places of one kind.</summary>
/// <inheritdoc cref="ObjectService{TItem, TDraft, TCreate, TUpdate}" path="/remarks"/>
/// <typeparam name="TItem">The place.</typeparam>
/// <typeparam name="TDraft">What callers write.</typeparam>
/// <typeparam name="TCreate">The connectors' request to create one.</typeparam>
/// <typeparam name="TUpdate">The connectors' request to change one.</typeparam>
public abstract class PlaceService<TItem, TDraft, TCreate, TUpdate> : ObjectService<TItem, TDraft, TCreate, TUpdate>
    where TItem : class
    where TDraft : class
{
    private readonly Operation<PlaceQuery, Page<TItem>> _list;

    private protected PlaceService(
        FacilityDirectory facilities,
        VendorCalls calls,
        OrganizationService organizations,
        Operation<PlaceQuery, Page<TItem>> list,
        ObjectIndex index,
        Fingerprints fingerprints,
        TimeProvider time)
        : base(facilities, calls, index, fingerprints, time) => (_list, Organizations) = (list, organizations);

    private protected OrganizationService Organizations { get; }

    /// <summary>Lists places.</summary>
    public async Task<Page<TItem>> ListAsync(string facility, PlaceQuery query, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        Calls.Require(context, _list);
        if (query.Organization is { } organization)
            query = query with { Organization = await Organizations.ResolveAddressAsync(context, organization, cancellationToken) };
        if (query.Site is { } site)
            query = query with { Site = await ResolveSiteAsync(context, site, cancellationToken) };
        var page = await Calls.CallAsync(context, _list, query, cancellationToken);
        return await Objects.WithRecordsAsync(context, page, cancellationToken);
    }

    private protected abstract Task<string> ResolveSiteAsync(FacilityContext context, string address, CancellationToken cancellationToken);
}
