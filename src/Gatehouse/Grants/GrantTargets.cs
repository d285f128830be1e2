using System.Globalization;
using Gatehouse.Access;
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

/// <summary>Resolves what callers say of targets, and checks it with their connectors, before anything is written or any access given.</summary>
/// <param name="facilities">The facilities.</param>
/// <param name="connectors">Their connectors.</param>
/// <param name="calls">Calls vendors, to find what is referred to by name.</param>
/// <param name="people">Finds hosts.</param>
/// <param name="organizations">Finds organizations.</param>
/// <param name="sites">Knows callers' keys of sites.</param>
/// <param name="accessPoints">Knows callers' keys of access points.</param>
/// <param name="time">The clock.</param>
public sealed class GrantTargets(
    FacilityDirectory facilities,
    ConnectorRegistry connectors,
    VendorCalls calls,
    PeopleService people,
    OrganizationService organizations,
    SiteService sites,
    AccessPointService accessPoints,
    TimeProvider time)
{
    private const int AtOnce = 8;
    private static readonly PageRequest First = new(PageRequest.MaximumLimit);

    /// <summary>Resolves drafts.</summary>
    /// <returns>For each draft the target, refused where it cannot be done, and what is wrong with it.</returns>
    internal async Task<IReadOnlyList<(TargetRow Target, IReadOnlyList<FieldError> Errors)>> ResolveAsync(
        GrantRow grant, IReadOnlyList<GrantTargetDraft> drafts, int firstNumber, string pointer, CancellationToken cancellationToken)
    {
        var resolved = new (TargetRow, IReadOnlyList<FieldError>)[drafts.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, drafts.Count, limits, async (i, token) =>
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}");
            resolved[i] = await ResolveAsync(grant, drafts[i], firstNumber + i, at, token);
        });
        return resolved;
    }

    /// <summary>What is wrong with a wish, by its connector.</summary>
    internal async Task<IReadOnlyList<FieldError>> CheckAsync(GrantRow grant, TargetRow target, string at, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        await GuardAsync(errors, at, async () => Check(grant, target, await facilities.GetAsync(target.Facility, cancellationToken), at, errors));
        return errors;
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
            string? position = null;
            do
            {
                var query = new OrganizationQuery(new PageRequest(PageRequest.MaximumLimit, position)) { Text = name };
                var page = await calls.CallAsync(context, OrganizationOperations.List, query, cancellationToken);
                ids.UnionWith(page.Items.Where(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)).Select(one => one.Id));
                position = page.Next;
            }
            while (position is not null);
        }
        catch (HubException exception) when (exception.Kind is HubErrorKind.NotFound or HubErrorKind.Unprocessable)
        {
            // Nobody there visits an organization.
        }

        return ids;
    }

    // What one target lacks is told of it, beside what the others lack.
    private static async Task GuardAsync(List<FieldError> errors, string at, Func<Task> resolve)
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

    /// <summary>Resolves a draft.</summary>
    internal async Task<(TargetRow Target, IReadOnlyList<FieldError> Errors)> ResolveAsync(
        GrantRow grant, GrantTargetDraft draft, int number, string at, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var wish = new TargetWish
        {
            Version = 1,
            Present = true,
            Window = grant.Window,
            AllowCoarse = draft.AllowCoarse == true,
            Fields = draft.Fields,
        };
        if (string.IsNullOrWhiteSpace(draft.Facility))
        {
            errors.Add(new FieldError(at + "/facility", "Is required."));
        }
        else
        {
            await GuardAsync(errors, at, async () =>
            {
                var context = await facilities.GetAsync(draft.Facility, cancellationToken);
                calls.Require(context, AccessOperations.Apply);
                wish = await WithReferencesAsync(context, wish, draft, at, errors, cancellationToken);
            });
        }

        var now = time.GetUtcNow();
        var unresolved = errors.Count == 0 ? null : draft;
        var target = new TargetRow { Number = number, Facility = draft.Facility ?? "", Wish = wish, WishedAt = now, Unresolved = unresolved };
        if (unresolved is null)
            errors.AddRange(await CheckAsync(grant, target, at, cancellationToken));
        return errors.Count == 0
            ? (target, errors)
            : (target with { Refused = 1, Failure = new TargetFailure(errors[0].Code ?? "invalid", errors[0].Detail, null, now) }, errors);
    }

    private async Task<TargetWish> WithReferencesAsync(
        FacilityContext context, TargetWish wish, GrantTargetDraft draft, string at, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var about = new List<FieldError>();
        var host = await people.ResolveHostAsync(context, draft.Host, about, cancellationToken);
        if (host is { Id: null, Name: { } name })
            about.Add(new FieldError("/host", $"A host is named by id, key:{{key}} or e-mail; '{name}' is a name only."));
        var organization = draft.Organization is { Id: null, Name: not null } named
            ? await OneAsync(context, OrganizationOperations.List, Named, named, at + "/organization", errors, cancellationToken)
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

    private static NamedReference Named(Organization organization) => new() { Id = organization.Id, Name = organization.Name };

    private async Task<NamedReference?> SiteAsync(
        FacilityContext context, NamedReference? reference, string at, List<FieldError> errors, CancellationToken cancellationToken) => reference is null
            ? null
            : await OneAsync(
                context, SiteOperations.List, new PlaceQuery(First), site => new NamedReference { Id = site.Id, Name = site.Name },
                sites.ResolveAddressAsync, reference, at, errors, cancellationToken);

    private Task<IReadOnlyList<NamedReference>> AccessPointsAsync(
        FacilityContext context, NamedReference? site, IReadOnlyList<NamedReference> references, string at, List<FieldError> errors, CancellationToken cancellationToken) =>
        ManyAsync(references, at, (reference, here) => OneAsync(
            context, AccessPointOperations.List, new PlaceQuery(First) { Site = site?.Id }, point => new NamedReference { Id = point.Id, Name = point.Name },
            accessPoints.ResolveAddressAsync, reference, here, errors, cancellationToken));

    private Task<IReadOnlyList<NamedReference>> RolesAsync(
        FacilityContext context, NamedReference? site, IReadOnlyList<NamedReference> references, string at, List<FieldError> errors, CancellationToken cancellationToken) =>
        ManyAsync(references, at, (reference, here) => OneAsync(
            context, RoleOperations.List, new PlaceQuery(First) { Site = site?.Id }, role => new NamedReference { Id = role.Id, Name = role.Name },
            (_, id, _) => Task.FromResult(id), reference, here, errors, cancellationToken));

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
    private async Task<NamedReference?> OneAsync<T>(
        FacilityContext context,
        Operation<PlaceQuery, Page<T>> list,
        PlaceQuery query,
        Func<T, NamedReference> reference,
        Func<FacilityContext, string, CancellationToken, Task<string>> resolve,
        NamedReference given,
        string at,
        List<FieldError> errors,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(given.Id))
        {
            return await OneAsync(
                given, at, errors, (name, page) => calls.CallAsync(context, list, query with { Page = page, Text = name }, cancellationToken), reference);
        }

        var found = given;
        await GuardAsync(errors, at, async () => found = given with { Id = await resolve(context, given.Id, cancellationToken) });
        return found;
    }

    private Task<NamedReference?> OneAsync(
        FacilityContext context,
        Operation<OrganizationQuery, Page<Organization>> list,
        Func<Organization, NamedReference> reference,
        NamedReference given,
        string at,
        List<FieldError> errors,
        CancellationToken cancellationToken) => OneAsync(
            given,
            at,
            errors,
            (name, page) => calls.CallAsync(context, list, new OrganizationQuery(page) { Text = name }, cancellationToken),
            reference);

    private static async Task<NamedReference?> OneAsync<T>(
        NamedReference given, string at, List<FieldError> errors, Func<string, PageRequest, Task<Page<T>>> list, Func<T, NamedReference> reference)
    {
        if (!string.IsNullOrWhiteSpace(given.Id))
            return given;
        if (string.IsNullOrWhiteSpace(given.Name))
        {
            errors.Add(new FieldError(at, "Needs an id or a name."));
            return null;
        }

        var found = new List<NamedReference>();
        string? position = null;
        do
        {
            var page = await list(given.Name, new PageRequest(PageRequest.MaximumLimit, position));
            found.AddRange(page.Items.Select(reference).Where(one => string.Equals(one.Name, given.Name, StringComparison.OrdinalIgnoreCase)));
            position = page.Next;
        }
        while (position is not null && found.Count < 2);

        switch (found.Count)
        {
            case 1:
                return found[0];
            case 0:
                errors.Add(new FieldError(at, $"Nothing is named '{given.Name}' there.", "name_not_found"));
                return null;
            default:
                errors.Add(new FieldError(at, $"More than one is named '{given.Name}' there; give the id.", "name_ambiguous"));
                return null;
        }
    }

    private void Check(GrantRow grant, TargetRow target, FacilityContext context, string at, List<FieldError> errors)
    {
        var rules = connectors.Get(context.Facility.System).Access
            ?? throw new HubException(HubErrorKind.Unprocessable, "capability_absent", $"The system of facility '{target.Facility}' gives no access.");
        var spec = target.Wish.SpecFor(grant.Subject, grant.Purpose, target.Facility);
        var plan = rules.Plan(context, spec);
        errors.AddRange(plan.Problems.Select(problem => new FieldError(at + problem.Pointer, problem.Message, problem.Code)));
        if (errors.Count > 0)
            return;

        var handler = calls.Require(context, AccessOperations.Apply);
        errors.AddRange(handler.Check(context, new AccessApply(spec, plan, "check", []))
            .Select(error => error with { Pointer = IsOfGrant(error.Pointer) ? error.Pointer.Replace("/visitor", "/subject", StringComparison.Ordinal) : at + error.Pointer }));
    }

    private static bool IsOfGrant(string pointer) => pointer.StartsWith("/visitor", StringComparison.Ordinal)
        || pointer.StartsWith("/subject", StringComparison.Ordinal) || pointer.StartsWith("/window", StringComparison.Ordinal)
        || pointer.StartsWith("/purpose", StringComparison.Ordinal);
}
