using System.Text.Json;
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
/// <remarks>
/// Every method fails with <see cref="Errors.HubException"/> for what the hub or the facility cannot do,
/// <see cref="InvalidInputException"/> for wrong input, and <see cref="VendorException"/> for the vendor's failures.
/// </remarks>
public sealed class OrganizationService
{
    private readonly FacilityDirectory _facilities;
    private readonly VendorCalls _calls;
    private readonly KeyedObjects<Organization, OrganizationDraft, OrganizationCreate, OrganizationUpdate> _objects;

    /// <summary>Takes what it works with.</summary>
    public OrganizationService(
        FacilityDirectory facilities, VendorCalls calls, ObjectIndexes indexes, Fingerprints fingerprints, TimeProvider time)
    {
        _facilities = facilities;
        _calls = calls;
        _objects = new(Kind(), indexes.Organizations, calls, fingerprints, time);
    }

    /// <summary>Lists organizations.</summary>
    public async Task<Page<Organization>> ListAsync(string facility, OrganizationQuery query, CancellationToken cancellationToken)
    {
        var context = await _facilities.GetAsync(facility, cancellationToken);
        var page = await _calls.CallAsync(context, OrganizationOperations.List, query, cancellationToken);
        return await _objects.WithRecordsAsync(context, page, cancellationToken);
    }

    /// <summary>Reads an organization by the vendor's id or <c>key:{key}</c>.</summary>
    public async Task<Organization> GetAsync(string facility, string address, CancellationToken cancellationToken) =>
        await _objects.GetAsync(await _facilities.GetAsync(facility, cancellationToken), address, cancellationToken);

    /// <summary>Creates an organization; one with a known key and the same content is returned as it is.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="input">The organization.</param>
    /// <param name="operationId">The same for every try of the same request; <see langword="null"/> for a request that is not repeated.</param>
    /// <param name="cancellationToken">Cancels before the vendor is called.</param>
    public async Task<Written<Organization>> CreateAsync(
        string facility, Input<OrganizationDraft> input, string? operationId, CancellationToken cancellationToken) =>
        await _objects.CreateAsync(await _facilities.GetAsync(facility, cancellationToken), input, operationId, cancellationToken);

    /// <summary>Changes an organization by a JSON merge patch.</summary>
    public async Task<Organization> PatchAsync(string facility, string address, JsonElement patch, CancellationToken cancellationToken) =>
        await _objects.PatchAsync(await _facilities.GetAsync(facility, cancellationToken), address, patch, [], cancellationToken);

    /// <summary>Creates the organization with a key, or changes it as a patch does when it exists.</summary>
    public async Task<Written<Organization>> PutAsync(
        string facility, string key, JsonElement body, string? operationId, CancellationToken cancellationToken) =>
        await _objects.PutAsync(await _facilities.GetAsync(facility, cancellationToken), key, body, operationId, cancellationToken);

    /// <summary>Deletes an organization.</summary>
    public async Task DeleteAsync(string facility, string address, CancellationToken cancellationToken) =>
        await _objects.DeleteAsync(await _facilities.GetAsync(facility, cancellationToken), address, null, cancellationToken);

    /// <summary>The vendor's id of an organization's address.</summary>
    internal Task<string> ResolveAddressAsync(FacilityContext context, string address, CancellationToken cancellationToken) =>
        _objects.ResolveAsync(context, address, cancellationToken);

    /// <summary>A reference with the vendor's id in place of <c>key:{key}</c>.</summary>
    internal async Task<NamedReference?> ResolveAsync(
        FacilityContext context, NamedReference? reference, List<FieldError> errors, CancellationToken cancellationToken) =>
        await _objects.ResolveReferenceAsync(context, reference?.Id, "/organization/id", errors, cancellationToken) is { } id
            ? reference! with { Id = id }
            : reference;

    private static ObjectKind<Organization, OrganizationDraft, OrganizationCreate, OrganizationUpdate> Kind() => new()
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
