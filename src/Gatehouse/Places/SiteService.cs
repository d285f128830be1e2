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
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Places;

/// <summary>What callers can do with a facility's sites.</summary>
/// <inheritdoc cref="OrganizationService" path="/remarks"/>
public sealed class SiteService
{
    private readonly FacilityDirectory _facilities;
    private readonly VendorCalls _calls;
    private readonly OrganizationService _organizations;
    private readonly KeyedObjects<Site, SiteDraft, SiteCreate, SiteUpdate> _objects;

    /// <summary>Takes what it works with.</summary>
    public SiteService(
        FacilityDirectory facilities,
        VendorCalls calls,
        OrganizationService organizations,
        ObjectIndexes indexes,
        Fingerprints fingerprints,
        TimeProvider time)
    {
        _facilities = facilities;
        _calls = calls;
        _organizations = organizations;
        _objects = new(Kind(), indexes.Sites, calls, fingerprints, time);
    }

    /// <summary>Lists sites.</summary>
    public async Task<Page<Site>> ListAsync(string facility, PlaceQuery query, CancellationToken cancellationToken)
    {
        var context = await _facilities.GetAsync(facility, cancellationToken);
        _calls.Require(context, SiteOperations.List);
        if (query.Organization is { } organization)
            query = query with { Organization = await _organizations.ResolveAddressAsync(context, organization, cancellationToken) };
        if (query.Site is { } site)
            query = query with { Site = await ResolveAddressAsync(context, site, cancellationToken) };
        var page = await _calls.CallAsync(context, SiteOperations.List, query, cancellationToken);
        return await _objects.WithRecordsAsync(context, page, cancellationToken);
    }

    /// <summary>Reads a site by the vendor's id or <c>key:{key}</c>.</summary>
    public async Task<Site> GetAsync(string facility, string address, CancellationToken cancellationToken) =>
        await _objects.GetAsync(await _facilities.GetAsync(facility, cancellationToken), address, cancellationToken);

    /// <summary>Creates a site; one with a known key and the same content is returned as it is.</summary>
    /// <inheritdoc cref="OrganizationService.CreateAsync" path="/param"/>
    public async Task<Written<Site>> CreateAsync(
        string facility, Input<SiteDraft> input, string? operationId, CancellationToken cancellationToken) =>
        await _objects.CreateAsync(await _facilities.GetAsync(facility, cancellationToken), input, operationId, cancellationToken);

    /// <summary>Changes a site by a JSON merge patch.</summary>
    public async Task<Site> PatchAsync(string facility, string address, JsonElement patch, CancellationToken cancellationToken) =>
        await _objects.PatchAsync(await _facilities.GetAsync(facility, cancellationToken), address, patch, [], cancellationToken);

    /// <summary>Creates the site with a key, or changes it as a patch does when it exists.</summary>
    public async Task<Written<Site>> PutAsync(
        string facility, string key, JsonElement body, string? operationId, CancellationToken cancellationToken) =>
        await _objects.PutAsync(await _facilities.GetAsync(facility, cancellationToken), key, body, operationId, cancellationToken);

    /// <summary>The vendor's id of a site's address.</summary>
    internal Task<string> ResolveAddressAsync(FacilityContext context, string address, CancellationToken cancellationToken) =>
        _objects.ResolveAsync(context, address, cancellationToken);

    /// <summary>The vendor's id for a reference's id; an unknown key is added to the errors.</summary>
    internal Task<string?> ResolveReferenceAsync(
        FacilityContext context, string? address, string pointer, List<FieldError> errors, CancellationToken cancellationToken) =>
        _objects.ResolveReferenceAsync(context, address, pointer, errors, cancellationToken);

    private ObjectKind<Site, SiteDraft, SiteCreate, SiteUpdate> Kind() => new()
    {
        Noun = "site",
        DraftType = GatehouseJson.Default.SiteDraft,
        Get = SiteOperations.Get,
        Create = SiteOperations.Create,
        Update = SiteOperations.Update,
        IdOf = site => site.Id,
        DraftOf = SiteDraft.Of,
        KeyOf = draft => draft.Key,
        WithKey = (draft, key) => draft with { Key = key },
        WithRecord = (site, record) => site with { Key = record.Key },
        NewCreate = (draft, marker) => new SiteCreate(draft, marker),
        NewUpdate = (current, draft) => new SiteUpdate(current, draft),
        PrepareMerge = (target, patch) => ReferenceMerge.Prepare(target, patch, "organization"),
        Complete = CompleteAsync,
    };

    private async Task<SiteDraft> CompleteAsync(
        FacilityContext context, SiteDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (draft.TimeZone is { } zone && !FacilityZone.TryFind(zone, out _))
            errors.Add(new FieldError("/timeZone", $"'{zone}' is no IANA time zone such as Europe/Stockholm."));
        return draft with { Organization = await _organizations.ResolveAsync(context, draft.Organization, errors, cancellationToken) };
    }
}
