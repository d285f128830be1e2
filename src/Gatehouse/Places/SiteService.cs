using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Organizations;
using Gatehouse.Security;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Places;

/// <summary>What callers can do with a facility's sites.</summary>
/// <param name="facilities">The facilities.</param>
/// <param name="calls">Calls vendors.</param>
/// <param name="organizations">The organizations that sites belong to.</param>
/// <param name="indexes">Know callers' keys.</param>
/// <param name="fingerprints">Compare contents.</param>
/// <param name="time">The clock.</param>
public sealed class SiteService(
    FacilityDirectory facilities,
    VendorCalls calls,
    OrganizationService organizations,
    ObjectIndexes indexes,
    Fingerprints fingerprints,
    TimeProvider time)
    : PlaceService<Site, SiteDraft, SiteCreate, SiteUpdate>(facilities, calls, organizations, SiteOperations.List, indexes.Sites, fingerprints, time)
{
    /// <summary>The vendor's id for a reference's id; an unknown key is added to the errors.</summary>
    internal Task<string?> ResolveReferenceAsync(
        FacilityContext context, string? address, string pointer, List<FieldError> errors, CancellationToken cancellationToken) =>
        Objects.ResolveReferenceAsync(context, address, pointer, errors, cancellationToken);

    private protected override Task<string> ResolveSiteAsync(FacilityContext context, string address, CancellationToken cancellationToken) =>
        ResolveAddressAsync(context, address, cancellationToken);

    private protected override ObjectKind<Site, SiteDraft, SiteCreate, SiteUpdate> Kind() => new()
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
        return draft with { Organization = await Organizations.ResolveAsync(context, draft.Organization, errors, cancellationToken) };
    }
}
