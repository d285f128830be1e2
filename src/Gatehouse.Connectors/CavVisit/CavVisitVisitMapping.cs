using System.Globalization;
using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Time;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Maps visits both ways.</summary>
internal static class CavVisitVisitMapping
{
    /// <summary>The visit as the hub has it.</summary>
    public static Visit Read(CavVisitScope scope, VendorRow row)
    {
        var visit = new WireObject(CavVisitModels.Visit, row.Raw);
        var arrivedAt = scope.Dates.Read(visit["DateCheckedIn"], LocalEdge.Start);
        var departedAt = scope.Dates.Read(visit["DateCheckedOut"], LocalEdge.End);
        var from = scope.Dates.Read(visit["DateVisit"], LocalEdge.Start);
        var to = scope.Dates.Read(visit["DateValidTo"], LocalEdge.End);
        return new Visit
        {
            Id = row.Id.ToString(CultureInfo.InvariantCulture),
            Facility = scope.Facility,
            Status = Status(scope.Settings, visit, arrivedAt, departedAt, isGivenUp: to < from),
            Visitor = new Visitor
            {
                Name = visit.Text("VisitorName"),
                Company = visit.Text("VisitorCompany"),
                Email = visit.Text("Email"),
                Phone = visit.Text("Telephone"),
                Mobile = visit.Text("MobilePhone"),
            }.WithNames(),
            Vehicle = visit.Text("CarPlate") is { } plate ? new Vehicle { Plate = plate } : null,
            Host = Host(visit),
            Organizer = visit.Text("Organizer"),
            Purpose = visit.Text("Subject"),
            Notes = visit.Text("Notes"),
            Location = visit.Text("Location"),
            Place = visit.Text("Place"),
            Group = visit.Text("GroupName"),
            Window = from is null && to is null ? null : new TimeWindow { From = from, To = to },
            ArrivedAt = arrivedAt,
            DepartedAt = departedAt,
            Credentials = Credentials(visit),
            Fields = visit.Fields(hidden: scope.Settings.MarkerField),
            Raw = row.Raw,
        };
    }

    /// <summary>A new visit as the vendor takes it.</summary>
    public static WireBody Create(CavVisitScope scope, VisitDraft draft, string marker, DateTimeOffset? arrivedAt)
    {
        var body = new WireBody();
        AddDraft(body, scope, draft, current: null);
        body.Add(scope.Settings.MarkerField, marker);
        if (arrivedAt is { } at)
            body.Add("DateCheckedIn", scope.Dates.Write(at, LocalEdge.End));
        return body;
    }

    /// <summary>
    /// A changed visit as the vendor takes it: every member, with what the hub does not change as the vendor has it,
    /// since it is not documented what an update does with those left out.
    /// </summary>
    /// <param name="scope">The facility.</param>
    /// <param name="draft">The visit as it shall be.</param>
    /// <param name="raw">The visit as the vendor has it.</param>
    /// <param name="checkedIn">When the visitor came, if that is what changes.</param>
    /// <param name="checkedOut">When the visitor left, if that is what changes.</param>
    public static WireBody Update(
        CavVisitScope scope, VisitDraft draft, JsonElement raw, DateTimeOffset? checkedIn = null, DateTimeOffset? checkedOut = null)
    {
        var current = new WireObject(CavVisitModels.Visit, raw);
        var body = new WireBody(current);
        body.Keep("Id");
        AddDraft(body, scope, draft, current);
        body.Keep(scope.Settings.MarkerField);
        AddCheck(body, scope, "DateCheckedIn", checkedIn, current);
        AddCheck(body, scope, "DateCheckedOut", checkedOut, current);
        return body;
    }

    /// <summary>The value of a visit's field that holds a marker.</summary>
    public static string? Marker(VendorRow row, string field) => new WireObject(CavVisitModels.Visit, row.Raw).Text(field);

    private static void AddDraft(WireBody body, CavVisitScope scope, VisitDraft draft, WireObject? current)
    {
        body.Set("VisitorName", draft.Visitor?.WithNames().Name);
        body.Set("VisitorCompany", draft.Visitor?.Company);
        body.Set("Telephone", draft.Visitor?.Phone);
        body.Set("MobilePhone", draft.Visitor?.Mobile);
        body.Set("Email", draft.Visitor?.Email);
        body.Set("Host", draft.Host?.Id, "0");
        AddHostName(body, draft.Host, current);
        body.Set("Notes", draft.Notes);
        body.Set("Location", draft.Location);
        body.Set("CarPlate", draft.Vehicle?.Plate);
        body.Set("GroupName", draft.Group);
        body.Set("Place", draft.Place);
        body.Set("Subject", draft.Purpose);
        body.Set("Organizer", draft.Organizer);
        if (draft.Window?.From is { } from)
            body.Add("DateVisit", scope.Dates.Write(from, LocalEdge.Start, current?["DateVisit"] ?? default));
        if (draft.Window?.To is { } to)
            body.Add("DateValidTo", scope.Dates.Write(to, LocalEdge.End, current?["DateValidTo"] ?? default));
        body.SetFields(CavVisitModels.Visit, draft.Fields, skip: scope.Settings.MarkerField);
    }

    // The vendor derives HostName from Host; the name of another host must not go with a new one.
    private static void AddHostName(WireBody body, HostReference? host, WireObject? current)
    {
        var stale = current is not null && current.Text("Host") != host?.Id && current.Text("HostName") == host?.Name;
        if (host?.Name is { Length: > 0 } name && !stale)
            body.Add("HostName", name);
    }

    private static void AddCheck(WireBody body, CavVisitScope scope, string name, DateTimeOffset? at, WireObject current)
    {
        if (at is { } instant)
            body.Add(name, scope.Dates.Write(instant, LocalEdge.End));
        else if (scope.Dates.Read(current[name], LocalEdge.End) is not null)
            body.Keep(name);
    }

    private static VisitStatus Status(CavVisitSettings settings, WireObject visit, DateTimeOffset? arrivedAt, DateTimeOffset? departedAt, bool isGivenUp)
    {
        if (settings.StatusMap.Count > 0 && visit.Number("Status") is { } number && settings.StatusMap.TryGetValue(number, out var status))
            return status;
        if (departedAt is not null)
            return VisitStatus.Departed;
        if (arrivedAt is not null)
            return VisitStatus.Arrived;

        // What ends before it begins was ended before the visitor came.
        return isGivenUp ? VisitStatus.Cancelled : VisitStatus.Expected;
    }

    private static HostReference? Host(WireObject visit)
    {
        var id = visit.Number("Host") is { } number and not 0 ? number.ToString(CultureInfo.InvariantCulture) : null;
        var name = visit.Text("HostName");
        return id is null && name is null ? null : new HostReference { Id = id, Name = name };
    }

    private static List<Credential> Credentials(WireObject visit)
    {
        var credentials = new List<Credential>(3);
        Add(CredentialKind.Qr, visit.Text("QrCode"));
        Add(CredentialKind.Pin, visit.Text("Pincode"));
        Add(CredentialKind.Card, visit.Text("CardNumber"));
        return credentials;

        void Add(CredentialKind kind, string? value)
        {
            if (value is not null)
                credentials.Add(new Credential { Kind = kind, Value = value });
        }
    }
}
