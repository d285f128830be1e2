using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Places;

/// <summary>What callers can do with a facility's access points.</summary>
/// <inheritdoc cref="OrganizationService" path="/remarks"/>
public sealed class AccessPointService
{
    private readonly FacilityDirectory _facilities;
    private readonly VendorCalls _calls;
    private readonly OrganizationService _organizations;
    private readonly SiteService _sites;
    private readonly KeyedObjects<AccessPoint, AccessPointDraft, AccessPointCreate, AccessPointUpdate> _objects;

    /// <summary>Takes what it works with.</summary>
    public AccessPointService(
        FacilityDirectory facilities,
        VendorCalls calls,
        OrganizationService organizations,
        SiteService sites,
        ObjectIndexes indexes,
        Fingerprints fingerprints,
        TimeProvider time)
    {
        _facilities = facilities;
        _calls = calls;
        _organizations = organizations;
        _sites = sites;
        _objects = new(Kind(), indexes.AccessPoints, calls, fingerprints, time);
    }

    /// <summary>Lists access points.</summary>
    public async Task<Page<AccessPoint>> ListAsync(string facility, PlaceQuery query, CancellationToken cancellationToken)
    {
        var context = await _facilities.GetAsync(facility, cancellationToken);
        _calls.Require(context, AccessPointOperations.List);
        if (query.Organization is { } organization)
            query = query with { Organization = await _organizations.ResolveAddressAsync(context, organization, cancellationToken) };
        if (query.Site is { } site)
            query = query with { Site = await _sites.ResolveAddressAsync(context, site, cancellationToken) };
        var page = await _calls.CallAsync(context, AccessPointOperations.List, query, cancellationToken);
        return await _objects.WithRecordsAsync(context, page, cancellationToken);
    }

    /// <summary>Reads an access point by the vendor's id or <c>key:{key}</c>.</summary>
    public async Task<AccessPoint> GetAsync(string facility, string address, CancellationToken cancellationToken) =>
        await _objects.GetAsync(await _facilities.GetAsync(facility, cancellationToken), address, cancellationToken);

    /// <summary>Creates an access point; one with a known key and the same content is returned as it is.</summary>
    /// <inheritdoc cref="OrganizationService.CreateAsync" path="/param"/>
    public async Task<Written<AccessPoint>> CreateAsync(
        string facility, Input<AccessPointDraft> input, string? operationId, CancellationToken cancellationToken) =>
        await _objects.CreateAsync(await _facilities.GetAsync(facility, cancellationToken), input, operationId, cancellationToken);

    /// <summary>Changes an access point by a JSON merge patch.</summary>
    public async Task<AccessPoint> PatchAsync(string facility, string address, JsonElement patch, CancellationToken cancellationToken) =>
        await _objects.PatchAsync(await _facilities.GetAsync(facility, cancellationToken), address, patch, [], cancellationToken);

    /// <summary>Creates the access point with a key, or changes it as a patch does when it exists.</summary>
    public async Task<Written<AccessPoint>> PutAsync(
        string facility, string key, JsonElement body, string? operationId, CancellationToken cancellationToken) =>
        await _objects.PutAsync(await _facilities.GetAsync(facility, cancellationToken), key, body, operationId, cancellationToken);

    private ObjectKind<AccessPoint, AccessPointDraft, AccessPointCreate, AccessPointUpdate> Kind() => new()
    {
        Noun = "access point",
        DraftType = GatehouseJson.Default.AccessPointDraft,
        Get = AccessPointOperations.Get,
        Create = AccessPointOperations.Create,
        Update = AccessPointOperations.Update,
        IdOf = accessPoint => accessPoint.Id,
        DraftOf = AccessPointDraft.Of,
        KeyOf = draft => draft.Key,
        WithKey = (draft, key) => draft with { Key = key },
        WithRecord = (accessPoint, record) => accessPoint with { Key = record.Key },
        NewCreate = (draft, marker) => new AccessPointCreate(draft, marker),
        NewUpdate = (current, draft) => new AccessPointUpdate(current, draft),
        PrepareMerge = (target, patch) => ReferenceMerge.Prepare(target, patch, "organization", "site"),
        Complete = CompleteAsync,
    };

    private async Task<AccessPointDraft> CompleteAsync(
        FacilityContext context, AccessPointDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var site = await _sites.ResolveReferenceAsync(context, draft.Site?.Id, "/site/id", errors, cancellationToken);
        return draft with
        {
            Organization = await _organizations.ResolveAsync(context, draft.Organization, errors, cancellationToken),
            Site = site is null ? draft.Site : draft.Site! with { Id = site },
        };
    }
}
