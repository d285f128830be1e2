using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Connectors.Wire;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.VizPin;

/// <summary>Tells what a user holds: by the roles, where a method for that is configured, or by who needs access at a location.</summary>
internal sealed class VizPinInspection(VizPinClient client, VizPinPeople people, VizPinCredentials credentials, TimeProvider time)
{
    private const int LongestYears = 100;

    public Handler Handler => new Handler<AccessInspect, AccessInspection>(AccessOperations.Inspect, InspectAsync)
    {
        Unavailable = context => context.Settings<VizPinSettings>() is { VizPinsMethod: null, InspectsByNeedAccess: false }
            ? "VIZpin's documents give no method that tells which roles a user holds. Set vizpinsMethod to the name that your contract's appendix gives, or inspectByNeedAccess."
            : null,
    };

    private async Task<AccessInspection> InspectAsync(FacilityContext context, AccessInspect request, CancellationToken cancellationToken)
    {
        var user = request.Current?.Id ?? request.Spec.Subject.PersonId;
        if (user is null && VizPinAccessPlan.Phone(request.Spec.Subject) is { } phone && VizPinAccess.LastName(request.Spec.Subject) is { } last)
            user = (await people.TryFindAsync(context, phone, last, cancellationToken))?.Id;
        var plan = VizPinAccessPlan.Of(context, request.Spec);
        var record = request.Current ?? (user is null ? null : VizPinAccess.Record(user, VizPinAccess.Roles(context, plan.Roles), plan.Window));
        if (record is null || record.Roles.Count == 0)
            return new AccessInspection(null, []);

        if (context.Settings<VizPinSettings>().VizPinsMethod is { } method)
        {
            var vizpins = await VizPinsAsync(context, method, record, cancellationToken);
            if (request.IsRevoked ? !HoldsMore(context, vizpins, record, null, request.Others) : !HoldsAll(context, vizpins, record))
                return new AccessInspection(null, []);

            // A day that cannot be read is no sign that somebody changed it.
            var dated = vizpins.FindAll(item => item.From > DateOnly.MinValue && item.To < DateOnly.MaxValue);
            var isWidened = !request.IsRevoked && HoldsMore(context, dated, record, record.Window, request.Others);
            return new AccessInspection(isWidened ? record with { Window = Held(context, dated, record) } : record, []);
        }

        // user.NeedAccess tells of a site, not of a role: what another grant opens there hides whether this one does.
        return request.IsRevoked && request.Others.Any(other => VizPinAccess.Roles(context, other.Roles).Any(role => record.VendorIds.Values.Contains(role.Site, StringComparer.Ordinal)))
            ? new AccessInspection(null, []) { IsUnclear = true }
            : new AccessInspection(await CanOpenAsync(context, record, cancellationToken) ? record : null, []);
    }

    private async Task<List<(string? Role, DateOnly From, DateOnly To)>> VizPinsAsync(
        FacilityContext context, VizPinExtraMethod method, AccessRecord record, CancellationToken cancellationToken)
    {
        var members = context.Settings<VizPinSettings>().Members;
        var vizpins = await credentials.VizPinsAsync(context, method, record.Id, record.VendorIds.Values.FirstOrDefault(), cancellationToken);
        return [.. vizpins.Select(item => (
            Text(item, "vizpin.role"),
            VizPinDays.TryRead(Text(item, "vizpin.start"), out var from) ? from : DateOnly.MinValue,
            VizPinDays.TryRead(Text(item, "vizpin.stop"), out var to) ? to : DateOnly.MaxValue))];

        string? Text(JsonElement item, string member) => item.TryGetProperty(members[member], out var value) ? WireValue.Text(value) : null;
    }

    // Every role of the access, with dates that cover what is left of its days.
    private bool HoldsAll(FacilityContext context, List<(string? Role, DateOnly From, DateOnly To)> vizpins, AccessRecord record)
    {
        var (start, stop) = VizPinDays.Of(context.Zone, record.Window);
        var today = VizPinDays.Day(context.Zone, time.GetUtcNow());
        if (stop < today)
            return false;
        var first = start < today ? today : start;
        return record.Roles.All(role => vizpins.Exists(item => item.Role == role && item.From <= first && item.To >= stop));
    }

    // The days on which some role of the access is held.
    private static AccessWindow Held(FacilityContext context, List<(string? Role, DateOnly From, DateOnly To)> vizpins, AccessRecord record)
    {
        var (start, stop) = VizPinDays.Of(context.Zone, record.Window);
        var latest = stop.AddYears(LongestYears);
        foreach (var item in vizpins.Where(item => record.Roles.Contains(item.Role, StringComparer.Ordinal)))
            (start, stop) = (item.From < start ? item.From : start, item.To > stop ? item.To : stop);
        return VizPinDays.Window(context.Zone, start, stop < latest ? stop : latest);
    }

    // A role of the access on days, from today on, for which neither it, where it stays, nor another grant stands.
    private bool HoldsMore(
        FacilityContext context, List<(string? Role, DateOnly From, DateOnly To)> vizpins, AccessRecord record, AccessWindow? own, IReadOnlyList<AccessShare> others)
    {
        var today = VizPinDays.Day(context.Zone, time.GetUtcNow());
        return record.AllRoles.Any(role =>
        {
            var left = VizPinPeriod.Union(context.Zone, own, others, role);
            return vizpins.Exists(item => item.Role == role && item.To >= today
                && (left is null || item.To > left.Stop || (item.From < left.Start && today < left.Start)));
        });
    }

    private async Task<bool> CanOpenAsync(FacilityContext context, AccessRecord record, CancellationToken cancellationToken)
    {
        foreach (var site in record.VendorIds.Values.Distinct(StringComparer.Ordinal))
        {
            var needing = await people.NeedingAccessAsync(context, context.Settings<VizPinSettings>().Account, site, cancellationToken);
            if (needing.Any(person => person.Id == record.Id))
                return false;
        }

        return await ExistsAsync(context, record.Id, cancellationToken);
    }

    private async Task<bool> ExistsAsync(FacilityContext context, string user, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.CallAsync(context, "user.get", new JsonObject { ["userid"] = user }, cancellationToken)).Find("user") is not null;
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return false;
        }
    }
}
