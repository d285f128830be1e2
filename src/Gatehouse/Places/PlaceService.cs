using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Places;

/// <summary>What callers can do with a facility's places of one kind: list, read, create, change.</summary>
/// <inheritdoc cref="OrganizationService" path="/remarks"/>
/// <typeparam name="TItem">The place.</typeparam>
/// <typeparam name="TDraft">What callers write.</typeparam>
/// <typeparam name="TCreate">The connectors' request to create one.</typeparam>
/// <typeparam name="TUpdate">The connectors' request to change one.</typeparam>
public abstract class PlaceService<TItem, TDraft, TCreate, TUpdate>
    where TItem : class
    where TDraft : class
{
    private readonly FacilityDirectory _facilities;
    private readonly VendorCalls _calls;
    private readonly Operation<PlaceQuery, Page<TItem>> _list;
    private readonly ObjectIndex _index;
    private readonly Fingerprints _fingerprints;
    private readonly TimeProvider _time;
    private KeyedObjects<TItem, TDraft, TCreate, TUpdate>? _objects;

    private protected PlaceService(
        FacilityDirectory facilities,
        VendorCalls calls,
        OrganizationService organizations,
        Operation<PlaceQuery, Page<TItem>> list,
        ObjectIndex index,
        Fingerprints fingerprints,
        TimeProvider time)
    {
        (_facilities, _calls, _list, _index, _fingerprints, _time) = (facilities, calls, list, index, fingerprints, time);
        Organizations = organizations;
    }

    private protected OrganizationService Organizations { get; }

    private protected KeyedObjects<TItem, TDraft, TCreate, TUpdate> Objects => _objects ??= new(Kind(), _index, _calls, _fingerprints, _time);

    /// <summary>Lists places.</summary>
    public async Task<Page<TItem>> ListAsync(string facility, PlaceQuery query, CancellationToken cancellationToken)
    {
        var context = await _facilities.GetAsync(facility, cancellationToken);
        _calls.Require(context, _list);
        if (query.Organization is { } organization)
            query = query with { Organization = await Organizations.ResolveAddressAsync(context, organization, cancellationToken) };
        if (query.Site is { } site)
            query = query with { Site = await ResolveSiteAsync(context, site, cancellationToken) };
        var page = await _calls.CallAsync(context, _list, query, cancellationToken);
        return await Objects.WithRecordsAsync(context, page, cancellationToken);
    }

    /// <summary>Reads a place by the vendor's id or <c>key:{key}</c>.</summary>
    public async Task<TItem> GetAsync(string facility, string address, CancellationToken cancellationToken) =>
        await Objects.GetAsync(await _facilities.GetAsync(facility, cancellationToken), address, cancellationToken);

    /// <summary>Creates a place; one with a known key and the same content is returned as it is.</summary>
    /// <inheritdoc cref="OrganizationService.CreateAsync" path="/param"/>
    public async Task<Written<TItem>> CreateAsync(
        string facility, Input<TDraft> input, string? operationId, CancellationToken cancellationToken) =>
        await Objects.CreateAsync(await _facilities.GetAsync(facility, cancellationToken), input, operationId, cancellationToken);

    /// <summary>Changes a place by a JSON merge patch.</summary>
    public async Task<TItem> PatchAsync(string facility, string address, JsonElement patch, CancellationToken cancellationToken) =>
        await Objects.PatchAsync(await _facilities.GetAsync(facility, cancellationToken), address, patch, [], cancellationToken);

    /// <summary>Creates the place with a key, or changes it as a patch does when it exists.</summary>
    public async Task<Written<TItem>> PutAsync(
        string facility, string key, JsonElement body, string? operationId, CancellationToken cancellationToken) =>
        await Objects.PutAsync(await _facilities.GetAsync(facility, cancellationToken), key, body, operationId, cancellationToken);

    private protected abstract ObjectKind<TItem, TDraft, TCreate, TUpdate> Kind();

    private protected abstract Task<string> ResolveSiteAsync(FacilityContext context, string address, CancellationToken cancellationToken);
}
