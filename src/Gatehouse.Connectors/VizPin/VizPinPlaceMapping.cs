using System.Text.Json.Nodes;
using Gatehouse.Model;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.VizPin;

/// <summary>Maps locations to sites and readers to access points, and back.</summary>
internal static class VizPinPlaceMapping
{
    public static Site ReadSite(VizPinScope scope, VizPinRow row)
    {
        var members = scope.Members;
        return new Site
        {
            Id = row.Id,
            Facility = scope.Facility,
            Name = row.Text(members["location.name"]),
            Organization = row.Text(members["location.account"]) is { } account ? new NamedReference { Id = account } : null,
            TimeZone = row.Text(members["location.timeZone"]),
            Fields = VizPinModels.Location(members).Fields(row.Raw),
            Raw = row.Raw,
        };
    }

    /// <summary>A location as the vendor takes it; a new one has an empty id.</summary>
    public static JsonObject WriteSite(VizPinScope scope, SiteDraft draft, VizPinRow? current = null)
    {
        var members = scope.Members;
        return VizPinModels.Location(members).Write(
            [
                (members["location.name"], draft.Name), (members["location.account"], draft.Organization?.Id),
                (members["location.timeZone"], draft.TimeZone),
            ],
            draft.Fields,
            current);
    }

    public static AccessPoint ReadAccessPoint(VizPinScope scope, VizPinRow row)
    {
        var members = scope.Members;
        return new AccessPoint
        {
            Id = row.Id,
            Facility = scope.Facility,
            Name = row.Text(members["reader.name"]),
            Site = row.Text(members["reader.location"]) is { } location ? new NamedReference { Id = location } : null,
            Fields = VizPinModels.Reader(members).Fields(row.Raw),
            Raw = row.Raw,
        };
    }

    /// <summary>A reader as the vendor takes it.</summary>
    public static JsonObject WriteAccessPoint(VizPinScope scope, AccessPointDraft draft, VizPinRow? current = null)
    {
        var members = scope.Members;
        return VizPinModels.Reader(members).Write(
            [(members["reader.name"], draft.Name), (members["reader.location"], draft.Site?.Id)], draft.Fields, current);
    }

    /// <summary>Names what VIZpin cannot take of a site.</summary>
    public static IEnumerable<FieldError> CheckSite(VizPinScope scope, SiteDraft draft, bool isNew)
    {
        if (!isNew && string.IsNullOrWhiteSpace(draft.Name))
            yield return new FieldError("/name", "Is required.");
        if (!isNew && string.IsNullOrWhiteSpace(draft.Organization?.Id))
            yield return new FieldError("/organization/id", "Is required: a VIZpin location belongs to an account.");
        foreach (var error in VizPinModels.Location(scope.Members).Check(draft.Fields))
            yield return error;
    }

    /// <summary>Names what VIZpin cannot take of an access point. A reader in first-in mode requires a schedule (seed 004, "Reader Settings").</summary>
    public static IEnumerable<FieldError> CheckAccessPoint(VizPinScope scope, AccessPointDraft draft, AccessPoint? current)
    {
        if (current is not null && string.IsNullOrWhiteSpace(draft.Name))
            yield return new FieldError("/name", "Is required.");
        if (current is not null && string.IsNullOrWhiteSpace(draft.Site?.Id))
            yield return new FieldError("/site/id", "Is required: a VIZpin reader belongs to a location.");
        if (draft.Organization is not null && draft.Organization != current?.Organization)
            yield return new FieldError("/organization", "A VIZpin reader belongs to an account by its location; give the site.");
        foreach (var error in VizPinModels.Reader(scope.Members).Check(draft.Fields))
            yield return error;

        var schedule = scope.Members["reader.schedule"];
        var body = WriteAccessPoint(scope, draft);
        if (VizPinFirstIn.IsOn(body, scope.Members) && VizPinFirstIn.IsEmpty(body[schedule]))
            yield return new FieldError($"/fields/{schedule}", "Is required: a VIZpin reader in first-in mode requires a schedule.");
    }
}
