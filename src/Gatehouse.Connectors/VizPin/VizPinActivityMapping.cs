using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Gatehouse.AccessEvents;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.VizPin;

/// <summary>Maps activity to passages (vendors.md: audit_date, readerid, activity_code; the form of the date is assumed).</summary>
internal static class VizPinActivityMapping
{
    private static readonly string[] Meanings = ["granted", "denied", "entry", "exit"];

    private static readonly string[] LocalFormats =
        ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm"];

    public static FrozenDictionary<string, string> ReadCodes(JsonElement? map, List<FieldError> errors)
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in map?.EnumerateObject().AsEnumerable() ?? [])
        {
            if (Meanings.Contains(entry.Value.GetString(), StringComparer.Ordinal))
                codes[entry.Name] = entry.Value.GetString()!;
            else
                errors.Add(new FieldError($"/settings/activityCodes/{entry.Name}", $"Must be one of: {string.Join(", ", Meanings)}."));
        }

        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    public static AccessEvent Read(VizPinScope scope, JsonElement item, string? site)
    {
        var members = scope.Members;
        var row = new VizPinRow("", item);
        var (reader, user, code) = (row.Text(members["activity.reader"]), row.Text(members["activity.user"]), row.Text(members["activity.code"]));
        var time = Time(scope.Zone, row.Element(members["activity.time"]));
        var meaning = code is null ? null : scope.Settings.ActivityCodes.GetValueOrDefault(code);
        return new AccessEvent
        {
            Id = row.Text(VizPinMembers.Id) ?? string.Create(CultureInfo.InvariantCulture, $"{time.ToUnixTimeMilliseconds()}-{reader}-{user}-{code}"),
            Facility = scope.Facility,
            Time = time,
            Direction = meaning switch
            {
                "entry" => AccessDirection.Entry,
                "exit" => AccessDirection.Exit,
                _ => AccessDirection.Unknown,
            },
            Granted = meaning switch
            {
                null => null,
                "denied" => false,
                _ => true,
            },
            Code = code,
            AccessPoint = reader is null ? null : new NamedReference { Id = reader },
            Site = site is null ? null : new NamedReference { Id = site },
            Person = user is null ? null : new NamedReference { Id = user },
            Fields = VizPinModels.Activity(members).Fields(item),
            Raw = item,
        };
    }

    // Times in answers of the API are seconds since 1970 ("now"); texts are read too.
    private static DateTimeOffset Time(FacilityZone zone, JsonElement value)
    {
        if (WireValue.Number(value) is { } number and > 0 and < 100_000_000_000_000)
            return zone.ToLocal(number < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number));
        var text = WireValue.Text(value);
        if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return zone.FromLocal(local, LocalEdge.Start);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? zone.ToLocal(instant)
            : throw new VendorException(new VendorError(
                VendorErrorKind.Protocol, $"VIZpin's time '{VendorHttp.Shorten(text)}' of an activity is in no known format.", "date_not_understood"));
    }
}
