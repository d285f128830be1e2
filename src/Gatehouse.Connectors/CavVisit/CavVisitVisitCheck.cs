using System.Globalization;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Names what CavVisit cannot take of a visit.</summary>
internal static class CavVisitVisitCheck
{
    public const string NoCheckIn =
        "CavVisit documents no call for check-in. Set the facility's setting checkInByUpdate if this installation takes DateCheckedIn in UpdateVisit.";

    private static readonly Visit Nothing = new() { Id = "", Facility = "", Visitor = new Visitor() };

    public static IEnumerable<FieldError> Create(CavVisitScope scope, VisitCreate request) =>
        request.ArrivedAt is not null && !scope.Settings.CheckInByUpdate
            ? Draft(scope, request.Draft, Nothing).Append(new FieldError("/arrived", NoCheckIn))
            : Draft(scope, request.Draft, Nothing);

    public static IEnumerable<FieldError> CreateGroup(CavVisitScope scope, VisitGroupCreate request) => request.Visits
        .SelectMany((draft, index) => Draft(scope, draft, Nothing, string.Create(CultureInfo.InvariantCulture, $"/visitors/{index}")));

    public static IEnumerable<FieldError> Update(CavVisitScope scope, VisitUpdate request)
    {
        foreach (var error in Draft(scope, request.Draft, request.Current))
            yield return error;
        if (string.IsNullOrWhiteSpace(request.Draft.Visitor?.WithNames().Name))
            yield return new FieldError("/visitor/name", "Is required.");
        if (request.Draft.Window?.From is null && request.Current.Window?.From is not null)
            yield return new FieldError("/window/from", "CavVisit cannot clear it.");
        if (request.Draft.Window?.To is null && request.Current.Window?.To is not null)
            yield return new FieldError("/window/to", "CavVisit cannot clear it.");
    }

    private static IEnumerable<FieldError> Draft(CavVisitScope scope, VisitDraft draft, Visit current, string parent = "")
    {
        if (draft.Host?.Id is { } host && !CavVisitIds.TryParse(host, out _))
            yield return new FieldError(parent + "/host/id", "Must be the number of a CavVisit host.");
        if (Window(scope, draft.Window) is { } problem)
            yield return new FieldError(parent + "/window", problem);

        foreach (var (name, hasNoPlace) in new (string, bool)[]
        {
            ("/type", draft.Type is not null && draft.Type != current.Type),
            ("/partySize", draft.PartySize is not (null or 1) && draft.PartySize != current.PartySize),
            ("/vehicle/color", draft.Vehicle?.Color is { } color && color != current.Vehicle?.Color),
            ("/trailer", draft.Trailer?.Plate is not null && draft.Trailer != current.Trailer),
            ("/organization", draft.Organization is not null && draft.Organization != current.Organization),
            ("/escort", draft.Escort is not null && draft.Escort != current.Escort),
        })
        {
            if (hasNoPlace)
                yield return new FieldError(parent + name, "CavVisit has no place for it.");
        }

        foreach (var error in FieldCheck.Check(CavVisitModels.Visit, draft.Fields, current.Fields, member => Refused(scope.Settings, member), parent))
            yield return error;
    }

    /// <summary>The fields that callers can write at a facility.</summary>
    public static IReadOnlyList<FieldDefinition> Fields(FacilityContext context)
    {
        var settings = context.Settings<CavVisitSettings>();
        return FieldCheck.Definitions(CavVisitModels.Visit, member => Refused(settings, member));
    }

    private static string? Refused(CavVisitSettings settings, WireMember member)
    {
        if (member.Name == settings.MarkerField)
            return "Holds the hub's own marker at this facility (setting markerField).";
        return member.Name == "Combined" && settings.Version < CavVisitVersion.V11 ? "Needs version 1.1 of CavVisit's API (setting apiVersion)." : null;
    }

    // Compared as read again: in whole minutes, and of a time that the clock shows twice the start is the later and the end the earlier.
    private static string? Window(CavVisitScope scope, TimeWindow? window) =>
        window is { From: { } from, To: { } to } && from < to && CalendarYears.Problem(from) is null && CalendarYears.Problem(to) is null
        && scope.Dates.Written(from, LocalEdge.Start) >= scope.Dates.Written(to, LocalEdge.End)
            ? "CavVisit keeps local times in whole minutes, and nothing is left of this window. Of a time that the clock shows twice, a start counts as the later and an end as the earlier."
            : null;
}
