using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Organizations;

/// <summary>What callers can do with a facility's organizations.</summary>
/// <inheritdoc cref="ObjectService{TItem, TDraft, TCreate, TUpdate}" path="/remarks"/>
/// <param name="facilities">The facilities.</param>
/// <param name="calls">Calls vendors.</param>
/// <param name="indexes">Know callers' keys.</param>
/// <param name="fingerprints">Compare contents.</param>
/// <param name="time">The clock.</param>
public sealed class OrganizationService(
    FacilityDirectory facilities, VendorCalls calls, ObjectIndexes indexes, Fingerprints fingerprints, TimeProvider time)
    : ObjectService<Organization, OrganizationDraft, OrganizationCreate, OrganizationUpdate>(
        facilities, calls, indexes.Organizations, fingerprints, time)
{
    /// <summary>Lists organizations.</summary>
    public async Task<Page<Organization>> ListAsync(string facility, OrganizationQuery query, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        var page = await Calls.CallAsync(context, OrganizationOperations.List, query, cancellationToken);
        return await Objects.WithRecordsAsync(context, page, cancellationToken);
    }

    /// <summary>Deletes an organization.</summary>
    public async Task DeleteAsync(string facility, string address, CancellationToken cancellationToken) =>
        await Objects.DeleteAsync(await Facilities.GetAsync(facility, cancellationToken), address, null, cancellationToken);

    /// <summary>A reference with the vendor's id in place of <c>key:{key}</c>.</summary>
    internal async Task<NamedReference?> ResolveAsync(
        FacilityContext context, NamedReference? reference, List<FieldError> errors, CancellationToken cancellationToken) =>
        await Objects.ResolveReferenceAsync(context, reference?.Id, "/organization/id", errors, cancellationToken) is { } id
            ? reference! with { Id = id }
            : reference;

    private protected override ObjectKind<Organization, OrganizationDraft, OrganizationCreate, OrganizationUpdate> Kind() => new()
    {
        Noun = "organization",
        DraftType = GatehouseJson.Default.OrganizationDraft,
        Get = OrganizationOperations.Get,
        Create = OrganizationOperations.Create,
        Update = OrganizationOperations.Update,
        Delete = OrganizationOperations.Delete,
        IdOf = organization => organization.Id,
        DraftOf = OrganizationDraft.Of,
        KeyOf = draft => draft.Key,
        WithKey = (draft, key) => draft with { Key = key },
        WithRecord = (organization, record) => organization with { Key = record.Key },
        NewCreate = (draft, marker) => new OrganizationCreate(draft, marker),
        NewUpdate = (current, draft) => new OrganizationUpdate(current, draft),
        PrepareMerge = (_, _) => { },
        Complete = CompleteAsync,
    };

    private static Task<OrganizationDraft> CompleteAsync(
        FacilityContext context, OrganizationDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        Email.Check(draft.Email, "/email", errors);
        if (draft.AutoCheckOutMinutes < 0)
            errors.Add(new FieldError("/autoCheckOutMinutes", "Must not be negative."));
        return Task.FromResult(draft);
    }
}
