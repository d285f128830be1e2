using System.Globalization;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Validation;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>Names what Happy Habitat cannot take of a visit.</summary>
internal static class HappyHabitatVisitCheck
{
    private static readonly Visit Nothing = new() { Id = "", Facility = "", Visitor = new Visitor() };

    public static IEnumerable<FieldError> Create(VisitCreate request) => [.. Draft(request.Draft, Nothing), .. Visitor(request.Draft.Visitor, Nothing, "/visitor")];

    public static IEnumerable<FieldError> CreateGroup(VisitGroupCreate request)
    {
        foreach (var error in Draft(request.Visits[0], Nothing))
            yield return error with { Pointer = "/common" + error.Pointer };
        if (request.Visits[0].PartySize is { } people && people != request.Visits.Count)
            yield return new FieldError("/common/partySize", "A group is one visit of all its visitors here; leave it out.");
        for (var index = 0; index < request.Visits.Count; index++)
        {
            foreach (var error in Visitor(request.Visits[index].Visitor, Nothing, string.Create(CultureInfo.InvariantCulture, $"/visitors/{index}")))
                yield return error;
        }
    }

    public static IEnumerable<FieldError> Update(VisitUpdate request)
    {
        foreach (var error in Draft(request.Draft, request.Current))
            yield return error;
        foreach (var error in Visitor(request.Draft.Visitor, request.Current, "/visitor"))
            yield return error;
        foreach (var (pointer, isMissing) in new (string, bool)[]
        {
            ("/host/id", string.IsNullOrWhiteSpace(request.Draft.Host?.Id)),
            ("/visitor/name", string.IsNullOrWhiteSpace(request.Draft.Visitor?.WithNames().Name)),
            ("/partySize", request.Draft.PartySize is null),
            ("/purpose", string.IsNullOrWhiteSpace(request.Draft.Purpose)),
            ("/window/from", request.Draft.Window?.From is null && request.Current.Window?.From is not null),
        })
        {
            if (isMissing)
                yield return new FieldError(pointer, "Is required.");
        }
    }

    private static IEnumerable<FieldError> Draft(VisitDraft draft, Visit current)
    {
        if (draft.Host?.Id is { } host && HappyHabitatIds.Find(host) is null)
            yield return new FieldError("/host/id", "Must be the id of a Happy Habitat resident, a GUID.");

        foreach (var (name, hasNoPlace) in new (string, bool)[]
        {
            ("/type", draft.Type is not null && draft.Type != current.Type),
            ("/trailer", draft.Trailer?.Plate is not null && draft.Trailer != current.Trailer),
            ("/organization", draft.Organization is not null && draft.Organization != current.Organization),
            ("/escort", draft.Escort is not null && draft.Escort != current.Escort),
            ("/organizer", draft.Organizer is not null && draft.Organizer != current.Organizer),
            ("/notes", draft.Notes is not null && draft.Notes != current.Notes),
            ("/location", draft.Location is not null && draft.Location != current.Location),
            ("/place", draft.Place is not null && draft.Place != current.Place),
            ("/group", draft.Group is not null && draft.Group != current.Group),
        })
        {
            if (hasNoPlace)
                yield return NoPlace(name);
        }

        foreach (var error in FieldCheck.Check(HappyHabitatModels.Visit, draft.Fields, current.Fields))
            yield return error;
    }

    private static IEnumerable<FieldError> Visitor(Visitor? visitor, Visit current, string parent)
    {
        foreach (var (name, value, known) in new (string, string?, string?)[]
        {
            ("/company", visitor?.Company, current.Visitor.Company),
            ("/email", visitor?.Email, current.Visitor.Email),
            ("/phone", visitor?.Phone, current.Visitor.Phone),
            ("/mobile", visitor?.Mobile, current.Visitor.Mobile),
        })
        {
            if (value is not null && value != known)
                yield return NoPlace(parent + name);
        }
    }

    private static FieldError NoPlace(string pointer) => new(pointer, "Happy Habitat has no place for it.");
}
