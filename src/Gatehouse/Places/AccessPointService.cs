using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Organizations;
using Gatehouse.Security;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Places;

/// <summary>What callers can do with a facility's access points.</summary>
/// <param name="facilities">The facilities.</param>
/// <param name="calls">Calls vendors.</param>
/// <param name="organizations">The organizations that access points belong to.</param>
/// <param name="sites">The sites that they are at.</param>
/// <param name="indexes">Know callers' keys.</param>
/// <param name="fingerprints">Compare contents.</param>
/// <param name="time">The clock.</param>
public sealed class AccessPointService(
    FacilityDirectory facilities,
    VendorCalls calls,
    OrganizationService organizations,
    SiteService sites,
    ObjectIndexes indexes,
    Fingerprints fingerprints,
    TimeProvider time)
    : PlaceService<AccessPoint, AccessPointDraft, AccessPointCreate, AccessPointUpdate>(
        facilities, calls, organizations, AccessPointOperations.List, indexes.AccessPoints, fingerprints, time)
{
    private protected override Task<string> ResolveSiteAsync(FacilityContext context, string address, CancellationToken cancellationToken) =>
        sites.ResolveAddressAsync(context, address, cancellationToken);

    private protected override ObjectKind<AccessPoint, AccessPointDraft, AccessPointCreate, AccessPointUpdate> Kind() => new()
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
        var site = await sites.ResolveReferenceAsync(context, draft.Site?.Id, "/site/id", errors, cancellationToken);
        return draft with
        {
            Organization = await Organizations.ResolveAsync(context, draft.Organization, errors, cancellationToken),
            Site = site is null ? draft.Site : draft.Site! with { Id = site },
        };
    }
}
