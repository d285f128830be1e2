using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Time;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>Maps visits both ways. The vendor has no end of a window: its departureDate means left.</summary>
internal static class HappyHabitatVisitMapping
{
    /// <summary>The detail of a visit whose arrivalDate is a text that is no date.</summary>
    public const string ArrivalNotUnderstood = "arrival_not_understood";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The visit as the hub has it.</summary>
    public static Visit Read(HappyHabitatScope scope, TextRow row)
    {
        var visit = new WireObject(HappyHabitatModels.Visit, row.Raw);
        var arrival = scope.Dates.Read(visit.Text("arrivalDate"), LocalEdge.Start);
        var departure = scope.Dates.Read(visit.Text("departureDate"), LocalEdge.End);
        var status = Status(scope.Now, arrival, departure, hasLeft: visit.Text("departureDate") is not null);
        var vehicle = new Vehicle { Plate = visit.Text("licensePlate"), Color = visit.Text("vehicleColor") };
        return new Visit
        {
            Id = row.Id,
            Facility = scope.Facility,
            CreatedAt = scope.Dates.Read(visit.Text("createdAt"), LocalEdge.Start, scope.Settings.CreatedAtInUtc),
            Status = status,
            StatusDetail = status == VisitStatus.Unknown ? ArrivalNotUnderstood : null,
            Visitor = new Visitor { Name = visit.Text("visitorName") }.WithNames(),
            PartySize = visit.Number("totalPeople") is { } people and >= 0 and <= int.MaxValue ? (int)people : null,
            Vehicle = vehicle is { Plate: null, Color: null } ? null : vehicle,
            Host = HappyHabitatIds.Find(visit.Text("residentId")) is { } resident
                ? new HostReference { Id = resident, Name = visit.Text("residentName") }
                : null,
            Purpose = visit.Text("subject"),
            Window = arrival is null ? null : new TimeWindow { From = arrival },
            ArrivedAt = status is VisitStatus.Arrived or VisitStatus.Departed ? arrival : null,
            DepartedAt = status == VisitStatus.Departed ? departure : null,
            Fields = visit.Fields(),
            Raw = row.Raw,
        };
    }

    /// <summary>A new visit as the vendor takes it.</summary>
    public static byte[] Create(HappyHabitatScope scope, VisitDraft draft, DateTimeOffset? arrivedAt) =>
        Write(draft, scope.Dates.Write(arrivedAt ?? draft.Window!.From!.Value), departureDate: null);

    /// <summary>A changed visit as the vendor takes it: all of it, since what is left out becomes null.</summary>
    /// <param name="scope">The facility.</param>
    /// <param name="draft">The visit as it shall be.</param>
    /// <param name="raw">The visit as the vendor has it.</param>
    /// <param name="arrivedAt">When the visitor came, if that is what changes.</param>
    /// <param name="departedAt">When the visitor left, if that is what changes.</param>
    public static byte[] Update(
        HappyHabitatScope scope, VisitDraft draft, JsonElement raw, DateTimeOffset? arrivedAt = null, DateTimeOffset? departedAt = null)
    {
        var current = new WireObject(HappyHabitatModels.Visit, raw);
        var held = current.Text("arrivalDate");
        var arrival = (arrivedAt ?? draft.Window?.From) is { } from ? scope.Dates.Write(from, LocalEdge.Start, held) : held;
        var departure = departedAt is { } to ? scope.Dates.Write(to) : current.Text("departureDate");
        return Write(draft, arrival, departure, current.Unknown);
    }

    /// <summary>Whether a visit of the vendor's is the one that was to be created: resident, name, people, subject and arrival are what was written.</summary>
    public static bool IsSame(HappyHabitatScope scope, VisitDraft draft, DateTimeOffset? arrivedAt, TextRow row)
    {
        var visit = new WireObject(HappyHabitatModels.Visit, row.Raw);
        return HappyHabitatIds.Find(visit.Text("residentId")) == HappyHabitatIds.Find(draft.Host?.Id)
            && visit.Text("visitorName") == draft.Visitor?.WithNames().Name
            && visit.Number("totalPeople") == draft.PartySize
            && visit.Text("subject") == draft.Purpose
            && scope.Dates.Read(visit.Text("arrivalDate"), LocalEdge.Start) == (arrivedAt ?? draft.Window?.From);
    }

    private static byte[] Write(VisitDraft draft, string? arrivalDate, string? departureDate, IReadOnlyList<JsonProperty>? unknown = null)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("residentId", draft.Host?.Id);
            writer.WriteString("visitorName", draft.Visitor?.WithNames().Name);
            if (draft.PartySize is { } people)
                writer.WriteNumber("totalPeople", people);
            writer.WriteString("vehicleColor", draft.Vehicle?.Color);
            writer.WriteString("licensePlate", draft.Vehicle?.Plate);
            writer.WriteString("subject", draft.Purpose);
            writer.WriteString("arrivalDate", arrivalDate);
            writer.WriteString("departureDate", departureDate);
            foreach (var property in unknown ?? [])
                property.WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    // The vendor records no arrival: what is not ahead any more has arrived (vendors.md, "Rules that follow").
    private static VisitStatus Status(DateTimeOffset now, DateTimeOffset? arrival, DateTimeOffset? departure, bool hasLeft)
    {
        if (departure is not null && departure < arrival)
            return VisitStatus.Cancelled;
        if (hasLeft)
            return VisitStatus.Departed;
        if (arrival is null)
            return VisitStatus.Unknown;
        return arrival > now ? VisitStatus.Expected : VisitStatus.Arrived;
    }
}
