using Gatehouse.Access;
using Gatehouse.Model;

namespace Gatehouse.Connectors.VizPin;

/// <summary>Plans an access: which roles open exactly what is asked, and on which whole days.</summary>
internal static class VizPinAccessPlan
{
    /// <summary>Plans with the facility's settings alone.</summary>
    public static AccessPlan Of(FacilityContext context, AccessSpec spec)
    {
        var scope = VizPinScope.Of(context);
        var problems = new List<AccessProblem>();
        AddPerson(spec.Subject, problems);
        var roles = RolesOf(scope.Settings.Roles, spec, problems);

        var (start, stop) = VizPinDays.Of(scope.Zone, spec.Window);
        var window = VizPinDays.Window(scope.Zone, start, stop);
        var isWider = window.From < spec.Window.From || window.To > spec.Window.To;
        if (isWider && !spec.AllowCoarse)
        {
            problems.Add(new AccessProblem(
                "window_too_fine", "/window",
                $"VIZpin gives access for whole days; this one would be open from {VizPinDays.Write(start)} to the end of {VizPinDays.Write(stop)} (facility's time). Ask for whole days, or say allowCoarse."));
        }

        return new AccessPlan
        {
            Window = window,
            Roles = [.. roles.Select(role => role.Id)],
            Warnings = isWider && spec.AllowCoarse ? ["window_widened"] : [],
            Problems = problems,
        };
    }

    /// <summary>The number that the vendor knows a subject by: their mobile.</summary>
    public static string? Phone(AccessSubject subject) =>
        !string.IsNullOrWhiteSpace(subject.Mobile) ? subject.Mobile.Trim() : string.IsNullOrWhiteSpace(subject.Phone) ? null : subject.Phone.Trim();

    private static void AddPerson(AccessSubject subject, List<AccessProblem> problems)
    {
        if (subject.PersonId is not null)
            return;
        if (PersonName.Complete(subject.FirstName, subject.LastName, subject.Name).Last is null)
            problems.Add(new AccessProblem("field_required", "/subject/lastName", "Is required: VIZpin finds users by number and last name."));
        if (Phone(subject) is not { } phone)
            problems.Add(new AccessProblem("field_required", "/subject/mobile", "Is required: VIZpin opens doors by the user's phone."));
        else if (VizPinUserMapping.PhoneProblem(phone) is { } problem)
            problems.Add(new AccessProblem("field_invalid", "/subject/mobile", problem));
    }

    private static List<VizPinRole> RolesOf(IReadOnlyList<VizPinRole> known, AccessSpec spec, List<AccessProblem> problems)
    {
        var atSite = known.Where(role => spec.Site is not { } site || role.Site == site).ToList();
        if (spec.Roles.Count == 0)
            return spec.AccessPoints.Count > 0 ? Matching(atSite, spec.AccessPoints, problems) : Missing(problems);

        var wanted = new List<VizPinRole>();
        foreach (var id in spec.Roles.Distinct(StringComparer.Ordinal))
        {
            if (atSite.Find(role => role.Id == id) is { } role)
                wanted.Add(role);
            else
                problems.Add(new AccessProblem("role_required", "/roles", $"The facility's setting roles has no role '{id}'{(spec.Site is null ? "" : " at this site")}; add it there with its site and readers."));
        }

        if (spec.AccessPoints.Except(wanted.SelectMany(role => role.AccessPoints), StringComparer.Ordinal).ToList() is { Count: > 0 } closed)
            problems.Add(new AccessProblem("role_required", "/accessPoints", $"The roles asked for do not open {string.Join(", ", closed)}."));
        return wanted;
    }

    private static List<VizPinRole> Missing(List<AccessProblem> problems)
    {
        problems.Add(new AccessProblem("role_required", "/accessPoints", "VIZpin gives access by roles: name access points that a role of the facility's setting roles opens, or roles."));
        return [];
    }

    private static List<VizPinRole> Matching(List<VizPinRole> known, IReadOnlyList<string> accessPoints, List<AccessProblem> problems)
    {
        var wanted = accessPoints.ToHashSet(StringComparer.Ordinal);
        var candidates = known.Where(role => role.AccessPoints.Count > 0 && role.AccessPoints.All(wanted.Contains))
            .OrderByDescending(role => role.AccessPoints.Count).ThenBy(role => role.Id, StringComparer.Ordinal).ToList();
        if (Cover(candidates, wanted) is { } roles)
            return roles;

        var wider = known.Where(role => wanted.All(role.AccessPoints.Contains)).MinBy(role => role.AccessPoints.Count);
        problems.Add(new AccessProblem(
            "role_required", "/accessPoints",
            wider is null
                ? "No role, and no set of roles without a common reader, in the facility's setting roles opens these access points. Make one in VIZpin's Portal and add it to roles."
                : $"Only the role '{wider.Title}' opens these access points, and it also opens {string.Join(", ", wider.AccessPoints.Except(wanted, StringComparer.Ordinal))}. Ask for those too, or make a narrower role in VIZpin's Portal and add it to roles."));
        return [];
    }

    // A user cannot hold two roles on one reader, so each access point is opened by exactly one.
    private static List<VizPinRole>? Cover(List<VizPinRole> candidates, HashSet<string> open)
    {
        if (open.Count == 0)
            return [];
        var point = open.Order(StringComparer.Ordinal).First();
        foreach (var role in candidates.Where(role => role.AccessPoints.Contains(point) && role.AccessPoints.All(open.Contains)))
        {
            var rest = open.Except(role.AccessPoints, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
            if (Cover(candidates, rest) is { } others)
                return [role, .. others];
        }

        return null;
    }
}
