using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Organizations;
using Gatehouse.People;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Credentials;

/// <summary>What callers can do with the credentials of people and visits. Values are never written down.</summary>
/// <inheritdoc cref="ObjectService{TItem, TDraft, TCreate, TUpdate}" path="/remarks"/>
/// <param name="facilities">Their contexts.</param>
/// <param name="calls">Calls vendors.</param>
/// <param name="people">Resolves people.</param>
/// <param name="visits">Reads visits.</param>
/// <param name="organizations">Resolves organizations.</param>
/// <param name="renewal">Renews credentials.</param>
public sealed class CredentialService(
    FacilityDirectory facilities,
    VendorCalls calls,
    PeopleService people,
    VisitService visits,
    OrganizationService organizations,
    CredentialRenewal renewal)
{
    // No part of a credential is written down, so what an earlier try made has no id.
    private const string Issued = "issued";

    /// <summary>Lists a person's credentials.</summary>
    public async Task<IReadOnlyList<Credential>> OfPersonAsync(string facility, string address, CancellationToken cancellationToken)
    {
        var context = await facilities.GetAsync(facility, cancellationToken);
        calls.Require(context, CredentialOperations.List);
        var id = await people.ResolveAddressAsync(context, address, cancellationToken);
        return await calls.CallAsync(context, CredentialOperations.List, new CredentialQuery(Person: id), cancellationToken);
    }

    /// <summary>Lists a visit's credentials: as the vendor lists them, or where it does not, as they stand in the visit; renewed where they have to be.</summary>
    public async Task<IReadOnlyList<Credential>> OfVisitAsync(string facility, string address, CancellationToken cancellationToken)
    {
        var context = await facilities.GetAsync(facility, cancellationToken);
        if (!calls.Can(context, CredentialOperations.List))
        {
            var visit = await visits.GetAsync(facility, address, cancellationToken);
            return await renewal.FreshAsync(context, visit.Id, visit.Credentials, cancellationToken);
        }

        var id = await visits.ResolveAddressAsync(context, address, cancellationToken);
        var listed = await calls.CallAsync(context, CredentialOperations.List, new CredentialQuery(Visit: id), cancellationToken);
        return await renewal.FreshAsync(context, id, listed, cancellationToken);
    }

    /// <summary>Fetches a visit's credentials anew, unless that was done in the last 10 seconds; those from before may stop working.</summary>
    public async Task<IReadOnlyList<Credential>> RefreshAsync(string facility, string address, CancellationToken cancellationToken)
    {
        var context = await facilities.GetAsync(facility, cancellationToken);
        calls.Require(context, CredentialOperations.Refresh);
        var id = await visits.ResolveAddressAsync(context, address, cancellationToken);
        return await renewal.RenewAsync(context, id, cancellationToken);
    }

    /// <summary>Issues a person a credential.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="address">The person: the vendor's id or <c>key:{key}</c>.</param>
    /// <param name="organization">For which organization: its id or <c>key:{key}</c>; where the vendor needs one.</param>
    /// <param name="operationId">The same for every try of the same request; <see langword="null"/> for a request that is not repeated.</param>
    /// <param name="cancellationToken">Cancels before the vendor is called.</param>
    public async Task<Credential> IssueAsync(
        string facility, string address, string? organization, string? operationId, CancellationToken cancellationToken)
    {
        var context = await facilities.GetAsync(facility, cancellationToken);
        var handler = calls.Require(context, CredentialOperations.Issue);
        if (organization is null && handler.Required.Contains("/organization"))
            throw new InvalidInputException("/organization", "Is required by this facility's system.");

        var id = await people.ResolveAddressAsync(context, address, cancellationToken);
        var of = organization is null ? null : await organizations.ResolveAddressAsync(context, organization, cancellationToken);
        operationId ??= ObjectAddress.NewOperationId();
        return await calls.CreateAsync(
            context, CredentialOperations.Issue, operationId, new CredentialIssue(id, of, operationId), _ => Issued, _ => throw AlreadyIssued(context, id), cancellationToken);
    }

    private static HubException AlreadyIssued(FacilityContext context, string person) => new(
        HubErrorKind.Conflict, "already_issued",
        $"An earlier try issued this credential. GET /api/v1/facilities/{context.Facility.Id}/people/{person}/credentials lists what the person has.");
}
