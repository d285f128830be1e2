using Gatehouse.Model;

namespace Gatehouse.Connectors.Spintly;

/// <summary>The hub's record of a visit: Spintly keeps its times, doors and QR data, and nothing of the visitor.</summary>
internal static class SpintlyVisitMapping
{
    /// <summary>A visit whose meeting was just made.</summary>
    public static Visit Made(FacilityContext context, VisitDraft draft, SpintlyMeeting meeting, DateTimeOffset now) =>
        Written(context, draft, new Visit
        {
            Id = meeting.Id,
            Facility = context.Facility.Id,
            CreatedAt = context.Zone.ToLocal(now),
            Status = VisitStatus.Expected,
            Visitor = new Visitor(),
            Credentials = [meeting.Credential],
        }) with
        {
            Fields = SpintlyFields.Made(draft.Fields, meeting),
        };

    /// <summary>A visit as a caller wants it, with what is not the caller's as it was.</summary>
    public static Visit Written(FacilityContext context, VisitDraft draft, Visit current) => current with
    {
        Type = draft.Type,
        Visitor = (draft.Visitor ?? new Visitor()).WithNames(),
        PartySize = draft.PartySize,
        Vehicle = draft.Vehicle,
        Trailer = draft.Trailer,
        Host = draft.Host,
        Organization = draft.Organization,
        Escort = draft.Escort,
        Organizer = draft.Organizer,
        Purpose = draft.Purpose,
        Notes = draft.Notes,
        Location = draft.Location,
        Place = draft.Place,
        Group = draft.Group,
        Window = SpintlyWindow.Of(draft.Window!).ToVisit(context),
        Fields = SpintlyFields.Changed(draft.Fields, current),
    };
}
