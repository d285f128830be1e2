using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Model;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>Writes new visits as the vendor takes them (VisitCreateReq, VisitScheduleReq), and names what it cannot take.</summary>
internal static class AktionVisitBody
{
    private const string NoPlace = "Aktion has no place for it.";

    // Members of a request that are whole objects or lists, which the vendor does not document.
    private static readonly HashSet<string> WholeFields = new(StringComparer.Ordinal) { "Identifier", "Photos" };

    /// <summary>A new visit.</summary>
    /// <param name="scope">The facility.</param>
    /// <param name="draft">The visit.</param>
    /// <param name="id">Its VisitId.</param>
    /// <param name="isPlanned">Whether it goes to the configured call that plans, which takes a date, but neither escort nor identifier.</param>
    public static JsonObject Write(AktionScope scope, VisitDraft draft, string id, bool isPlanned)
    {
        var members = scope.Settings.Members;
        var body = new JsonObject { ["VisitId"] = id };
        if (isPlanned)
            body["VisitDate"] = scope.WriteDate(draft.Window!.From!.Value, LocalEdge.Start);
        body["Visitor"] = Object(
            (members.FirstName, draft.Visitor?.FirstName),
            (members.LastName, draft.Visitor?.LastName),
            (members.Company, draft.Visitor?.Company),
            (members.Email, draft.Visitor?.Email),
            (members.Phone, draft.Visitor?.Phone),
            (members.Mobile, draft.Visitor?.Mobile));
        Add(body, "Vehicle", Object((members.Plate, draft.Vehicle?.Plate)));
        Add(body, "Trailer", Object((members.Plate, draft.Trailer?.Plate)));
        body["VisitType"] = Object((members.TypeTitle, draft.Type ?? scope.Settings.VisitType));
        Add(body, "VisitedPerson", Object((members.PersonId, draft.Host?.Id)));
        Add(body, "VisitedOrgStructure", Object((members.StructurePath, draft.Organization?.Id)));
        if (!isPlanned)
            Add(body, "EscortedByPerson", Object((members.PersonId, draft.Escort?.Id)));
        body["Reason"] = draft.Purpose ?? "";
        foreach (var (name, value) in draft.Fields.Where(field => field.Value.ValueKind != JsonValueKind.Null))
            AddField(body, name, value);
        return body;
    }

    /// <summary>Names what Aktion cannot take of a new visit.</summary>
    public static IEnumerable<FieldError> Check(AktionScope scope, VisitCreate request, DateTimeOffset now)
    {
        var draft = request.Draft;
        var settings = scope.Settings;
        var members = settings.Members;
        if (draft.Purpose?.Length > AktionModels.LongestReason)
            yield return new FieldError("/purpose", "Must have at most 4000 characters.");
        if (settings.SchedulePath is null && draft.Window?.From > now + settings.ApplyLead)
        {
            yield return new FieldError("/window/from", FormattableString.Invariant(
                $"Is too far ahead: Aktion's visit/create knows no date and lets the visitor in at once. Create it at most {settings.ApplyLead.TotalMinutes} minutes before, use a grant, or set the facility's schedulePath."));
        }

        foreach (var (name, hasNoPlace) in new (string, bool)[]
        {
            ("/visitor/firstName", draft.Visitor?.FirstName is not null && members.FirstName.Length == 0),
            ("/visitor/company", draft.Visitor?.Company is not null && members.Company.Length == 0),
            ("/visitor/email", draft.Visitor?.Email is not null && members.Email.Length == 0),
            ("/visitor/phone", draft.Visitor?.Phone is not null && members.Phone.Length == 0),
            ("/visitor/mobile", draft.Visitor?.Mobile is not null && members.Mobile.Length == 0),
            ("/vehicle/color", draft.Vehicle?.Color is not null),
            ("/partySize", draft.PartySize is not (null or 1)),
            ("/organizer", draft.Organizer is not null),
            ("/notes", draft.Notes is not null),
            ("/location", draft.Location is not null),
            ("/place", draft.Place is not null),
            ("/group", draft.Group is not null),
            ("/escort", draft.Escort is not null && settings.SchedulePath is not null),
        })
        {
            if (hasNoPlace)
                yield return new FieldError(name, NoPlace);
        }

        foreach (var (name, value) in draft.Fields)
        {
            if (FieldProblem(members, name, value, settings.SchedulePath is not null) is { } problem)
                yield return new FieldError($"/fields/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", problem);
        }
    }

    /// <summary>The members of an object of the visit that are in the hub's model; <see langword="null"/> for what is none.</summary>
    public static IReadOnlySet<string>? MappedMembers(AktionMembers members, string name) => name switch
    {
        "Visitor" => new HashSet<string>(StringComparer.Ordinal) { members.FirstName, members.LastName, members.Company, members.Email, members.Phone, members.Mobile },
        "Vehicle" or "Trailer" => new HashSet<string>(StringComparer.Ordinal) { members.Plate },
        "VisitType" => new HashSet<string>(StringComparer.Ordinal) { members.TypeTitle },
        "VisitedPerson" or "EscortedByPerson" => new HashSet<string>(StringComparer.Ordinal) { members.PersonId, members.PersonFirstName, members.PersonLastName },
        "VisitedOrgStructure" => new HashSet<string>(StringComparer.Ordinal) { members.StructurePath },
        _ => null,
    };

    private static string? FieldProblem(AktionMembers members, string name, JsonElement value, bool isPlanned)
    {
        if (WholeFields.Contains(name))
            return isPlanned && value.ValueKind != JsonValueKind.Null ? "The call that plans a visit does not take it." : null;

        var parts = name.Split('.');
        return parts.Length != 2 || parts[1].Length == 0 || MappedMembers(members, parts[0]) is not { } mapped
            ? "Must be Identifier, Photos, or a member of Visitor, Vehicle, Trailer, VisitType, VisitedPerson, EscortedByPerson or VisitedOrgStructure, such as Visitor.DocNumber."
            : mapped.Contains(parts[1]) ? "Has a member of its own." : null;
    }

    private static void AddField(JsonObject body, string name, JsonElement value)
    {
        var json = JsonNode.Parse(value.GetRawText());
        if (WholeFields.Contains(name))
        {
            body[name] = json;
            return;
        }

        var parts = name.Split('.');
        if (body[parts[0]] is not JsonObject parent)
            body[parts[0]] = parent = [];
        parent[parts[1]] = json;
    }

    private static void Add(JsonObject body, string name, JsonObject value)
    {
        if (value.Count > 0)
            body[name] = value;
    }

    private static JsonObject Object(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var made = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (name.Length > 0 && !string.IsNullOrEmpty(value))
                made[name] = value;
        }

        return made;
    }
}
