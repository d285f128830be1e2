using System.Text.Json;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Time;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>Maps the vendor's visits: VisitGetResp (seed 001), and the rows of VisitGetAll, which have texts in place of objects and no State.</summary>
internal static class AktionVisitMapping
{
    /// <summary>What a visit that waits for its escort says of itself.</summary>
    public const string AwaitingEscort = "awaiting_escort";

    // What has a member of its own, and what says nothing of this visit.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "LastVisit", "VisitId", "Visitor", "VisitorVehicleLP", "VisitorTrailerLP", "Vehicle", "Trailer", "VisitType", "VisitedPerson", "VisitedPersonId",
        "VisitedOrgStructure", "EscortedByPerson", "EscortedByPersonId", "IdentifierEntryCode", "IdentifierEntryCodeQR", "Reason", "State",
        "ValidFrom", "ValidTo", "Result", "Request",
    };

    /// <summary>The visit as the hub has it.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: it has no VisitId, or a date in no known form.</exception>
    public static Visit Read(AktionScope scope, JsonElement raw)
    {
        if (!Guid.TryParse(Text(raw, "VisitId"), out var id))
        {
            throw new VendorException(new VendorError(
                VendorErrorKind.Protocol, "Aktion answered with something that is no visit.", "answer_not_understood", EffectUnknown: true));
        }

        var members = scope.Settings.Members;
        var (status, detail) = Status(raw);
        return new Visit
        {
            Id = id.ToString(),
            Facility = scope.Facility,
            Status = status,
            StatusDetail = detail,
            Type = NameOf(raw, "VisitType", members.TypeTitle),
            Visitor = Visitor(members, Member(raw, "Visitor")),
            Vehicle = Plate(raw, "Vehicle", "VisitorVehicleLP", members) is { } plate ? new Vehicle { Plate = plate } : null,
            Trailer = Plate(raw, "Trailer", "VisitorTrailerLP", members) is { } trailer ? new Trailer { Plate = trailer } : null,
            Host = Person(raw, "VisitedPerson", members) is { } host ? new HostReference { Id = host.Id, Name = host.Name } : null,
            Escort = Person(raw, "EscortedByPerson", members),
            Organization = NameOf(raw, "VisitedOrgStructure", members.StructurePath) is { } path
                ? new NamedReference { Id = path, Name = AktionOrganizations.TitleOf(path) }
                : null,
            Purpose = Text(raw, "Reason"),
            Window = Window(scope, raw),
            Credentials = Codes(raw),
            Fields = Fields(members, raw),
            Raw = raw,
        };
    }

    /// <summary>The entry codes that an answer of the vendor has.</summary>
    public static IReadOnlyList<Credential> Codes(JsonElement raw)
    {
        var codes = new List<Credential>(2);
        if (Text(raw, "IdentifierEntryCode") is { } code)
            codes.Add(new Credential { Kind = CredentialKind.EntryCode, Value = code });
        if (Text(raw, "IdentifierEntryCodeQR") is { } qr)
            codes.Add(new Credential { Kind = CredentialKind.Qr, Value = qr });
        return codes;
    }

    /// <summary>A member; of kind <see cref="JsonValueKind.Undefined"/> when it is not there.</summary>
    public static JsonElement Member(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A member as text; an empty one counts as none.</summary>
    public static string? Text(JsonElement from, string name) => WireValue.Text(Member(from, name));

    // Rows of VisitGetAll only say whether a visit is planned.
    private static (VisitStatus Status, string? Detail) Status(JsonElement raw) => WireValue.Number(Member(raw, "State")) switch
    {
        0 or 1 or 2 or 5 => (VisitStatus.Expected, null),
        4 => (VisitStatus.Expected, AwaitingEscort),
        3 => (VisitStatus.Denied, "not_valid_activity"),
        8 => (VisitStatus.Denied, "rejected"),
        6 => (VisitStatus.Arrived, null),
        7 => (VisitStatus.Departed, null),
        { } other => (VisitStatus.Unknown, FormattableString.Invariant($"state_{other}")),
        null when WireValue.Flag(Member(raw, "IsPlanned")) == true => (VisitStatus.Expected, null),
        null => (VisitStatus.Unknown, null),
    };

    private static Visitor Visitor(AktionMembers members, JsonElement visitor)
    {
        // A row has "surname and name".
        if (WireValue.Text(visitor) is { } row)
            return FromRow(row);

        return new Visitor
        {
            FirstName = Text(visitor, members.FirstName),
            LastName = Text(visitor, members.LastName),
            Company = Text(visitor, members.Company),
            Email = Text(visitor, members.Email),
            Phone = Text(visitor, members.Phone),
            Mobile = Text(visitor, members.Mobile),
        }.WithNames();
    }

    private static Visitor FromRow(string row)
    {
        var space = row.LastIndexOf(' ');
        return space < 0
            ? new Visitor { LastName = row, Name = row }
            : new Visitor { FirstName = row[(space + 1)..], LastName = row[..space].TrimEnd() }.WithNames();
    }

    private static NamedReference? Person(JsonElement raw, string name, AktionMembers members)
    {
        var person = Member(raw, name);
        if (person.ValueKind == JsonValueKind.Object)
        {
            var full = PersonName.Complete(Text(person, members.PersonFirstName), Text(person, members.PersonLastName), null).Full;
            return Text(person, members.PersonId) is null && full is null ? null : new NamedReference { Id = Text(person, members.PersonId), Name = full };
        }

        var (id, row) = (Text(raw, name + "Id"), WireValue.Text(person));
        return id is null && row is null ? null : new NamedReference { Id = id, Name = row is null ? null : FromRow(row).Name };
    }

    private static string? NameOf(JsonElement raw, string name, string member)
    {
        var value = Member(raw, name);
        return value.ValueKind == JsonValueKind.Object ? Text(value, member) : WireValue.Text(value);
    }

    private static string? Plate(JsonElement raw, string name, string rowName, AktionMembers members) =>
        Text(Member(raw, name), members.Plate) ?? Text(raw, rowName);

    private static TimeWindow? Window(AktionScope scope, JsonElement raw)
    {
        var from = scope.ReadDate(Member(raw, "ValidFrom"), LocalEdge.Start);
        var to = scope.ReadDate(Member(raw, "ValidTo"), LocalEdge.End);
        return from is null && to is null ? null : new TimeWindow { From = from, To = to };
    }

    // Undocumented members of the objects are Visitor.DocNumber and the like; further members of the visit keep their own name.
    private static Dictionary<string, JsonElement> Fields(AktionMembers members, JsonElement raw)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in raw.EnumerateObject())
        {
            if (!Known.Contains(property.Name) && !IsNothing(property.Value))
                fields[property.Name] = property.Value;
            if (property.Value.ValueKind != JsonValueKind.Object || AktionVisitBody.MappedMembers(members, property.Name) is not { } mapped)
                continue;
            foreach (var inner in property.Value.EnumerateObject())
            {
                if (!mapped.Contains(inner.Name) && !IsNothing(inner.Value))
                    fields[$"{property.Name}.{inner.Name}"] = inner.Value;
            }
        }

        return fields;
    }

    private static bool IsNothing(JsonElement value) =>
        WireValue.IsEmpty(value) || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);
}
