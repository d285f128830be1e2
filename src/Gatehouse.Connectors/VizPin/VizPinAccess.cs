using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Model;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.VizPin;

/// <summary>
/// The operations on access: find or preregister the user, associate, grantphonerole. VIZpin holds one period for each user and role, so
/// each role is given the union of all live grants.
/// </summary>
internal sealed class VizPinAccess(VizPinClient client, VizPinPeople people, VizPinCredentials credentials, TimeProvider time)
{
    private readonly VizPinInspection _inspection = new(client, people, credentials, time);

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<AccessSubject, string>(AccessOperations.Person, UserAsync),
        new Handler<AccessApply, AccessRecord>(AccessOperations.Apply, ApplyAsync)
        {
            // Doing it again changes nothing: who is registered is found, and the same dates are granted.
            Search = (_, _, _, _) => Task.FromResult<AccessRecord?>(null),
            Undo = UndoAsync,
        },
        new Handler<AccessChange, AccessRecord>(AccessOperations.Change, ChangeAsync),
        new Handler<AccessRevoke, AccessRevocation>(AccessOperations.Revoke, RevokeAsync),
        _inspection.Handler,
    ];

    private async Task<AccessRecord> ApplyAsync(FacilityContext context, AccessApply request, CancellationToken cancellationToken)
    {
        var user = await UserAsync(context, request.Spec.Subject, cancellationToken);
        var roles = Roles(context, request.Plan.Roles);
        var periods = Periods(context, roles, request.Plan.Window, request.Others, request.Spec.AllowCoarse);
        await people.AssociateAsync(context, user, [.. roles.Select(role => role.Site).Distinct(StringComparer.Ordinal)], cancellationToken);
        foreach (var (index, (role, period)) in roles.Zip(periods).Index())
        {
            try
            {
                await GrantAsync(context, user, role.Id, role.Site, period, cancellationToken);
            }
            catch (VendorException exception) when (index > 0 && !exception.Error.EffectUnknown)
            {
                await TakeAllAsync(context, user, roles.Take(index), request.Others, exception.Error, cancellationToken);
                throw;
            }
        }

        return Record(user, roles, request.Plan.Window);
    }

    // Who gets not all roles gets none. When they cannot be taken back either, what is at the vendor is not known.
    private async Task TakeAllAsync(
        FacilityContext context, string user, IEnumerable<VizPinRole> roles, IReadOnlyList<AccessShare> others, VendorError error, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var role in roles)
                await TakeAsync(context, user, role.Id, role.Site, others, cancellationToken);
        }
        catch (VendorException exception)
        {
            throw new VendorException(error with { EffectUnknown = true }, exception);
        }
    }

    private async Task<bool> UndoAsync(FacilityContext context, AccessApply request, CancellationToken cancellationToken)
    {
        var subject = request.Spec.Subject;
        var user = subject.PersonId ?? (await people.TryFindAsync(context, VizPinAccessPlan.Phone(subject)!, LastName(subject)!, cancellationToken))?.Id;
        if (user is null)
            return true;

        var isConfirmed = true;
        foreach (var role in Roles(context, request.Plan.Roles))
            isConfirmed &= await TakeAsync(context, user, role.Id, role.Site, request.Others, cancellationToken) == AccessRevocation.Gone;
        return isConfirmed;
    }

    private async Task<AccessRecord> ChangeAsync(FacilityContext context, AccessChange request, CancellationToken cancellationToken)
    {
        var user = request.Current.Id;
        var roles = Roles(context, request.Plan.Roles);
        var periods = Periods(context, roles, request.Plan.Window, request.Others, request.Spec.AllowCoarse);

        // First what is taken away: a user cannot hold two roles on one reader.
        foreach (var role in request.Current.AllRoles.Except(request.Plan.Roles, StringComparer.Ordinal))
            await TakeAsync(context, user, role, SiteOf(context, request.Current, role), request.Others, cancellationToken);
        var newSites = roles.Select(role => role.Site).Except(request.Current.VendorIds.Values, StringComparer.Ordinal).ToList();
        if (newSites.Count > 0)
            await people.AssociateAsync(context, user, newSites, cancellationToken);
        foreach (var (role, period) in roles.Zip(periods))
            await GrantAsync(context, user, role.Id, role.Site, period, cancellationToken);
        return Record(user, roles, request.Plan.Window);
    }

    private async Task<AccessRevocation> RevokeAsync(FacilityContext context, AccessRevoke request, CancellationToken cancellationToken)
    {
        var revocation = AccessRevocation.Gone;
        foreach (var role in request.Current.AllRoles)
        {
            var site = SiteOf(context, request.Current, role);
            if (await TakeAsync(context, request.Current.Id, role, site, request.Others, cancellationToken) == AccessRevocation.Unconfirmed)
                revocation = AccessRevocation.Unconfirmed;
        }

        return revocation;
    }

    // Another caller may register the same person between the search and the registration.
    private async Task<string> UserAsync(FacilityContext context, AccessSubject subject, CancellationToken cancellationToken)
    {
        if (subject.PersonId is { } named)
            return named;
        var (phone, last) = (VizPinAccessPlan.Phone(subject)!, LastName(subject)!);
        if (await people.TryFindAsync(context, phone, last, cancellationToken) is { } known)
            return known.Id;
        try
        {
            var names = PersonName.Complete(subject.FirstName, subject.LastName, subject.Name);
            var draft = new PersonDraft { FirstName = names.First, LastName = last, Phone = phone, Email = subject.Email };
            return (await people.CreateAsync(context, draft, cancellationToken)).Id;
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.Conflict)
        {
            if (await people.TryFindAsync(context, phone, last, cancellationToken) is { } registered)
                return registered.Id;
            throw;
        }
    }

    private async Task<AccessRevocation> TakeAsync(
        FacilityContext context, string user, string role, string site, IReadOnlyList<AccessShare> others, CancellationToken cancellationToken)
    {
        var settings = context.Settings<VizPinSettings>();
        var left = VizPinPeriod.Union(context.Zone, null, others, role);
        try
        {
            if (left is null && settings.RevokeMethod is { } method)
            {
                var parameters = method.Fill(("user", user), ("role", role), ("site", site), ("account", settings.Account));
                await client.CallNamedAsync(context, method.Name, parameters, cancellationToken);
                return AccessRevocation.Gone;
            }

            var yesterday = VizPinDays.Day(context.Zone, time.GetUtcNow()).AddDays(-1);
            await GrantAsync(context, user, role, site, left ?? new VizPinPeriod(yesterday, yesterday, HasGap: false), cancellationToken);
            return settings.RevokeMethod is null ? AccessRevocation.Unconfirmed : AccessRevocation.Gone;
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            // Where the user, the role or the location is no more, nothing is left to take.
            return AccessRevocation.Gone;
        }
    }

    private async Task GrantAsync(
        FacilityContext context, string user, string role, string site, VizPinPeriod period, CancellationToken cancellationToken) =>
        await client.CallAsync(
            context,
            "user.grantphonerole",
            new JsonObject
            {
                ["site_id"] = site,
                ["user_ids"] = new JsonArray(user),
                ["role_ids"] = new JsonArray(role),
                ["start_date"] = VizPinDays.Write(period.Start),
                ["stop_date"] = VizPinDays.Write(period.Stop),
            },
            cancellationToken);

    private static List<VizPinPeriod> Periods(
        FacilityContext context, IReadOnlyList<VizPinRole> roles, AccessWindow window, IReadOnlyList<AccessShare> others, bool allowCoarse)
    {
        var periods = roles.Select(role => VizPinPeriod.Union(context.Zone, window, others, role.Id)!).ToList();
        return allowCoarse || periods.TrueForAll(period => !period.HasGap)
            ? periods
            : throw new VendorException(new VendorError(
                VendorErrorKind.Conflict,
                "VIZpin holds one period for each user and role, and another grant holds the role on days apart from these: the days between would be open too. Say allowCoarse to accept that, or apply it when the other grant is over.",
                "period_gap"));
    }

    public static IReadOnlyList<VizPinRole> Roles(FacilityContext context, IReadOnlyList<string> ids)
    {
        var known = context.Settings<VizPinSettings>().Roles;
        return [.. ids.Select(id => known.FirstOrDefault(role => role.Id == id) ?? throw RoleLost(id))];
    }

    private static string SiteOf(FacilityContext context, AccessRecord current, string role) =>
        current.VendorIds.GetValueOrDefault(role) ?? Roles(context, [role])[0].Site;

    private static VendorException RoleLost(string id) => new(new VendorError(
        VendorErrorKind.Misconfigured, $"The facility's setting roles has no role '{VendorHttp.Shorten(id)}' any more; put it back.", "role_unknown"));

    // The sites are kept with the access, so that it can be revoked when the setting has changed.
    public static AccessRecord Record(string user, IReadOnlyList<VizPinRole> roles, AccessWindow window) => new()
    {
        Id = user,
        PersonId = user,
        VendorIds = roles.ToDictionary(role => role.Id, role => role.Site, StringComparer.Ordinal),
        Window = window,
        AccessPoints = [.. roles.SelectMany(role => role.AccessPoints).Distinct(StringComparer.Ordinal)],
        Roles = [.. roles.Select(role => role.Id)],
    };

    public static string? LastName(AccessSubject subject) => PersonName.Complete(subject.FirstName, subject.LastName, subject.Name).Last;
}
