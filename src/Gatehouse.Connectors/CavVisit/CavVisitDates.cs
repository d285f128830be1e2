using System.Globalization;
using System.Text.Json;
using Gatehouse.Connectors.Wire;
using Gatehouse.Time;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Reads and writes the vendor's dates. Their format in answers is not documented, so every likely one is read.</summary>
/// <param name="facility">The facility's zone, whose offset all instants get.</param>
/// <param name="inUtc">Whether dates without a zone are meant in UTC [assumed: in the facility's zone].</param>
internal readonly struct CavVisitDates(FacilityZone facility, bool inUtc)
{
    private const string MinuteFormat = "yyyy-MM-dd HH:mm";

    private static readonly FacilityZone Utc = FacilityZone.Find("UTC");

    private FacilityZone Zone => inUtc ? Utc : facility;

    /// <summary>Reads a date; <see langword="null"/> for none and for <c>0001-01-01</c>, which is how the vendor's platform writes none.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: it is in no known format.</exception>
    public DateTimeOffset? Read(JsonElement value, LocalEdge edge)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : value.GetRawText();
        if (text.Length == 0)
            return null;

        if (WireDate.TryRead(text, Zone, edge, out var instant))
            return instant.Year == 1 ? null : facility.ToLocal(instant);

        throw new VendorException(new VendorError(
            VendorErrorKind.Protocol, $"CavVisit's date '{VendorHttp.Shorten(text)}' is in no known format.", "date_not_understood", EffectUnknown: true));
    }

    /// <summary>Writes an instant as the vendor's examples do, in whole minutes; a start moves to the next one and an end back, so that access is never widened.</summary>
    public string Write(DateTimeOffset instant, LocalEdge edge)
    {
        var over = instant.Ticks % TimeSpan.TicksPerMinute;
        var minute = over == 0 ? instant : instant.AddTicks(-over);
        if (over > 0 && edge == LocalEdge.Start)
            minute = minute.AddMinutes(1);
        return Zone.ToLocal(minute).DateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture);
    }

    /// <summary>What is read of an instant once it has been written.</summary>
    public DateTimeOffset Written(DateTimeOffset instant, LocalEdge edge) =>
        Zone.FromLocal(DateTime.ParseExact(Write(instant, edge), MinuteFormat, CultureInfo.InvariantCulture), edge);

    /// <summary>
    /// Writes an instant that the vendor may hold already. What it holds to the second stays as it holds it,
    /// or each change of something else would take a bit off the date.
    /// </summary>
    public string Write(DateTimeOffset instant, LocalEdge edge, JsonElement held) =>
        instant.Ticks % TimeSpan.TicksPerMinute != 0 && held.ValueKind == JsonValueKind.String && Read(held, edge) == instant
            ? held.GetString()!
            : Write(instant, edge);
}
