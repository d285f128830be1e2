using System.Globalization;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Grants;

/// <summary>Finds what targets refer to: hosts, organizations, sites, access points and roles, by the vendor's id, by key or by name.</summary>
/// <param name="facilities">The facilities.</param>
/// <param name="calls">Calls vendors, to find what is referred to by name.</param>
/// <param name="people">Finds hosts.</param>
/// <param name="organizations">Finds organizations.</param>
/// <param name="sites">Knows callers' keys of sites.</param>
/// <param name="accessPoints">Knows callers' keys of access points.</param>
public sealed class TargetReferences(
    FacilityDirectory facilities,
    VendorCalls calls,
    PeopleService people,
    OrganizationService organizations,
    SiteService sites,
    AccessPointService accessPoints)
{
    private static readonly PageRequest First = new(PageRequest.MaximumLimit);

    /// <summary>A wish with what its draft refers to.</summary>
    /// <param name="context">The target's facility.</param>
    /// <param name="wish">The wish without them.</param>
    /// <param name="draft">What the caller says.</param>
    /// <param name="at">Where the draft is in the request.</param>
    /// <param name="errors">Takes what is not found.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task<TargetWish> CompleteAsync(
        FacilityContext context, TargetWish wish, GrantTargetDraft draft, string at, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var about = new List<FieldError>();
        var host = await people.ResolveHostAsync(context, draft.Host, about, cancellationToken);
        if (host is { Id: null, Name: { } name })
            about.Add(new FieldError("/host", $"A host is named by id, key:{{key}} or e-mail; '{name}' is a name only."));
        var organization = draft.Organization is { Id: null, Name: not null } named
            ? await OneAsync(Organizations(context, cancellationToken), named, at + "/organization", errors)
            : await organizations.ResolveAsync(context, draft.Organization, about, cancellationToken);
        errors.AddRange(about.Select(error => error with { Pointer = at + error.Pointer }));
        var known = errors.Count;
        var site = await SiteAsync(context, draft.Site, at + "/site", errors, cancellationToken);
        wish = wish with { Host = host, Organization = organization, Site = site };

        // Without its site a name may be another's.
        return errors.Count > known
            ? wish
            : wish with
            {
                AccessPoints = await AccessPointsAsync(context, site, draft.AccessPoints, at + "/accessPoints", errors, cancellationToken),
                Roles = await RolesAsync(context, site, draft.Roles, at + "/roles", errors, cancellationToken),
            };
    }

    /// <summary>References to access points of a target, names among those of its site, with the vendor's ids.</summary>
    internal async Task<IReadOnlyList<NamedReference>> AccessPointsAsync(
        TargetRow target, IReadOnlyList<NamedReference> references, string at, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var found = references;
        await GuardAsync(errors, at, async () => found = await AccessPointsAsync(
            await facilities.GetAsync(target.Facility, cancellationToken), target.Wish.Site, references, at, errors, cancellationToken));
        return found;
    }

    /// <summary>References to roles of a target, names among those of its site, with the vendor's ids.</summary>
    internal async Task<IReadOnlyList<NamedReference>> RolesAsync(
        TargetRow target, IReadOnlyList<NamedReference> references, string at, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var found = references;
        await GuardAsync(errors, at, async () => found = await RolesAsync(
            await facilities.GetAsync(target.Facility, cancellationToken), target.Wish.Site, references, at, errors, cancellationToken));
        return found;
    }

    /// <summary>The vendor's ids of the organizations with a name; none where the facility is gone or has no organizations.</summary>
    /// <exception cref="VendorException">The vendor does not tell.</exception>
    internal async Task<IReadOnlySet<string>> OrganizationsNamedAsync(string facility, string name, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var context = await facilities.GetAsync(facility, cancellationToken);
            await foreach (var organization in NamedAsync(Organizations(context, cancellationToken), name))
                ids.Add(organization.Id!);
        }
        catch (HubException exception) when (exception.Kind is HubErrorKind.NotFound or HubErrorKind.Unprocessable)
        {
            // Nobody there visits an organization.
        }

        return ids;
    }

    /// <summary>Resolves what one target says; what it lacks is told of it, beside what the others lack.</summary>
    internal static async Task GuardAsync(List<FieldError> errors, string at, Func<Task> resolve)
    {
        try
        {
            await resolve();
        }
        catch (HubException exception) when (exception.Kind is HubErrorKind.NotFound or HubErrorKind.Unprocessable)
        {
            errors.Add(new FieldError(at, exception.Message, exception.Code));
        }
        catch (VendorException exception) when (!exception.Error.IsTransient)
        {
            errors.Add(new FieldError(at, exception.Message, exception.Error.Code));
        }
    }

    private async Task<NamedReference?> SiteAsync(
        FacilityContext context, NamedReference? reference, string at, List<FieldError> errors, CancellationToken cancellationToken) => reference is null
            ? null
            : await PlaceAsync(
                context, sites.ResolveAddressAsync,
                Places(context, SiteOperations.List, new PlaceQuery(First), site => new NamedReference { Id = site.Id, Name = site.Name }, cancellationToken),
                reference, at, errors, cancellationToken);

    private Task<IReadOnlyList<NamedReference>> AccessPointsAsync(
        FacilityContext context, NamedReference? site, IReadOnlyList<NamedReference> references, string at, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var query = new PlaceQuery(First) { Site = site?.Id };
        var points = Places(
            context, AccessPointOperations.List, query, point => new NamedReference { Id = point.Id, Name = point.Name }, cancellationToken);
        return ManyAsync(references, at, (reference, here) =>
            PlaceAsync(context, accessPoints.ResolveAddressAsync, points, reference, here, errors, cancellationToken));
    }

    private Task<IReadOnlyList<NamedReference>> RolesAsync(
        FacilityContext context, NamedReference? site, IReadOnlyList<NamedReference> references, string at, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var query = new PlaceQuery(First) { Site = site?.Id };
        var roles = Places(context, RoleOperations.List, query, role => new NamedReference { Id = role.Id, Name = role.Name }, cancellationToken);
        return ManyAsync(references, at, (reference, here) =>
            PlaceAsync(context, (_, id, _) => Task.FromResult(id), roles, reference, here, errors, cancellationToken));
    }

    private static async Task<IReadOnlyList<NamedReference>> ManyAsync(
        IReadOnlyList<NamedReference> references, string at, Func<NamedReference, string, Task<NamedReference?>> resolve)
    {
        var found = new List<NamedReference>(references.Count);
        for (var i = 0; i < references.Count; i++)
        {
            if (await resolve(references[i], string.Create(CultureInfo.InvariantCulture, $"{at}/{i}")) is { } one && found.TrueForAll(known => known.Id != one.Id))
                found.Add(one);
        }

        return found;
    }

    // A place is given by the vendor's id, by key:{key} or by its name.
    private static async Task<NamedReference?> PlaceAsync(
        FacilityContext context,
        Func<FacilityContext, string, CancellationToken, Task<string>> resolve,
        Func<string, PageRequest, Task<Page<NamedReference>>> list,
        NamedReference given,
        string at,
        List<FieldError> errors,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(given.Id))
            return await OneAsync(list, given, at, errors);

        var found = given;
        await GuardAsync(errors, at, async () => found = given with { Id = await resolve(context, given.Id, cancellationToken) });
        return found;
    }

    private static async Task<NamedReference?> OneAsync(
        Func<string, PageRequest, Task<Page<NamedReference>>> list, NamedReference given, string at, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(given.Name))
        {
            errors.Add(new FieldError(at, "Needs an id or a name."));
            return null;
        }

        NamedReference? found = null;
        await foreach (var one in NamedAsync(list, given.Name))
        {
            if (found is not null)
            {
                errors.Add(new FieldError(at, $"More than one is named '{given.Name}' there; give the id.", "name_ambiguous"));
                return null;
            }

            found = one;
        }

        if (found is null)
            errors.Add(new FieldError(at, $"Nothing is named '{given.Name}' there.", "name_not_found"));
        return found;
    }

    private static async IAsyncEnumerable<NamedReference> NamedAsync(
        Func<string, PageRequest, Task<Page<NamedReference>>> list, string name)
    {
        string? position = null;
        do
        {
            var page = await list(name, new PageRequest(PageRequest.MaximumLimit, position));
            foreach (var one in page.Items.Where(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)))
                yield return one;
            position = page.Next;
        }
        while (position is not null);
    }

    private Func<string, PageRequest, Task<Page<NamedReference>>> Organizations(FacilityContext context, CancellationToken cancellationToken) =>
        async (name, page) => References(
            await calls.CallAsync(context, OrganizationOperations.List, new OrganizationQuery(page) { Text = name }, cancellationToken),
            organization => new NamedReference { Id = organization.Id, Name = organization.Name });

    private Func<string, PageRequest, Task<Page<NamedReference>>> Places<T>(
        FacilityContext context,
        Operation<PlaceQuery, Page<T>> list,
        PlaceQuery query,
        Func<T, NamedReference> reference,
        CancellationToken cancellationToken) =>
        async (name, page) => References(await calls.CallAsync(context, list, query with { Page = page, Text = name }, cancellationToken), reference);

    private static Page<NamedReference> References<T>(Page<T> page, Func<T, NamedReference> reference) => new([.. page.Items.Select(reference)], page.Next);
}
