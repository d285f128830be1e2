using System.Globalization;
using System.Text.Json;
using Gatehouse.Connectors.Wire;
using Gatehouse.Time;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>What mapping needs to know of a facility.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Zone">Its time zone.</param>
internal readonly record struct AktionScope(string Facility, AktionSettings Settings, FacilityZone Zone)
{
    private static readonly FacilityZone Utc = FacilityZone.Find("UTC");

    private FacilityZone DateZone => Settings.DatesInUtc ? Utc : Zone;

    public static AktionScope Of(FacilityContext context) => new(context.Facility.Id, context.Settings<AktionSettings>(), context.Zone);

    /// <summary>Reads a date in either of the vendor's forms; <see langword="null"/> for none.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: it is in no known form.</exception>
    public DateTimeOffset? ReadDate(JsonElement value, LocalEdge edge)
    {
        if (WireValue.Text(value)?.Trim() is not { Length: > 0 } text)
            return null;
        if (!WireDate.TryRead(text, DateZone, edge, out var instant))
        {
            throw new VendorException(new VendorError(
                VendorErrorKind.Protocol, $"Aktion's date '{VendorHttp.Shorten(text)}' is in no known form.", "date_not_understood", EffectUnknown: true));
        }

        return instant.Year == 1 ? null : Zone.ToLocal(instant);
    }

    /// <summary>Writes an instant as the vendor's parameters want it, in whole seconds; a start moves to the next one.</summary>
    public string WriteDate(DateTimeOffset instant, LocalEdge edge)
    {
        var over = instant.Ticks % TimeSpan.TicksPerSecond;
        var second = instant.AddTicks(over > 0 && edge == LocalEdge.Start ? TimeSpan.TicksPerSecond - over : -over);
        return DateZone.ToLocal(second).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
