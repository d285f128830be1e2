using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.AccessEvents;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>Passages: all, or those of a person or a sensor. The vendor includes both ends of a time and knows whole seconds; the hub cuts off the rest.</summary>
internal sealed class AktionPassages(AktionClient client, AktionLicences licences)
{
    private const string AllPath = "attendance/getPassAll";
    private const string PersonPath = "attendance/getPassByPerson";
    private const string SensorPath = "attendance/getPassBySensor";

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<AccessEventQuery, Page<AccessEvent>>(AccessEventOperations.List, ListAsync) { Unavailable = context => licences.Reason(context, AllPath) },
    ];

    private async Task<Page<AccessEvent>> ListAsync(FacilityContext context, AccessEventQuery query, CancellationToken cancellationToken)
    {
        var scope = AktionScope.Of(context);
        var after = Position.Parse(query.Page.Position);
        var rows = await ReadAsync(context, scope, query, cancellationToken);
        var passages = rows.Select(row => Map(scope, row))
            .Where(passage => passage.Time >= query.From && passage.Time < query.To)
            .Where(passage => query.Person is not { } person || passage.Person?.Id == person)
            .Where(passage => query.AccessPoint is not { } point || passage.AccessPoint?.Id == point)
            .DistinctBy(passage => passage.Id, StringComparer.Ordinal)
            .Where(passage => after is not { } last || last.IsBefore(passage))
            .OrderBy(passage => passage.Time.ToUnixTimeMilliseconds())
            .ThenBy(passage => passage.Id, StringComparer.Ordinal)
            .Take(query.Page.Limit + 1)
            .ToList();
        if (passages.Count <= query.Page.Limit)
            return new Page<AccessEvent>(passages, null);

        passages.RemoveAt(passages.Count - 1);
        return new Page<AccessEvent>(passages, Position.Of(passages[^1]).ToString());
    }

    private async Task<IReadOnlyList<JsonElement>> ReadAsync(
        FacilityContext context, AktionScope scope, AccessEventQuery query, CancellationToken cancellationToken)
    {
        var (path, filter) = query switch
        {
            { Person: { } person } => (PersonPath, ("PersonId", person)),
            { AccessPoint: { } sensor } => (SensorPath, ("Sensor", sensor)),
            _ => (AllPath, default((string, string)?)),
        };
        (string, string)[] times = [("TimeFrom", scope.WriteDate(query.From, LocalEdge.End)), ("TimeTo", scope.WriteDate(query.To, LocalEdge.Start))];
        try
        {
            return AktionPages.Rows(await client.GetAsync(context, path, cancellationToken, filter is { } one ? [one, .. times] : times));
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            // Whoever does not exist has passed nowhere.
            return [];
        }
    }

    private static AccessEvent Map(AktionScope scope, JsonElement raw)
    {
        var passage = new WireObject(AktionModels.Passage, raw);
        var time = scope.ReadDate(passage["Date"], LocalEdge.Start)
            ?? throw new VendorException(new VendorError(VendorErrorKind.Protocol, "Aktion answered with a passage without a time.", "answer_not_understood"));
        return new AccessEvent
        {
            Id = passage.Text("ID") ?? IdOf(passage, time),
            Facility = scope.Facility,
            Time = time,
            Direction = passage.Number("Direction") switch
            {
                // 3 begins an interruption of work and 4 ends it: out for lunch, and back.
                1 or 4 => AccessDirection.Entry,
                2 or 3 => AccessDirection.Exit,
                _ => AccessDirection.Unknown,
            },
            Code = passage.Text("EventCode"),
            AccessPoint = passage.Text("SensorName") is { } sensor ? new NamedReference { Id = sensor, Name = sensor } : null,
            Person = passage.Text("PersonId") is { } person ? new NamedReference { Id = person } : null,
            Fields = passage.Fields(),
            Raw = raw,
        };
    }

    // The vendor gives a passage no id: who, where, when, which way and why make one, the same at each reading.
    private static string IdOf(WireObject passage, DateTimeOffset time)
    {
        string?[] parts =
        [
            time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), passage.Text("PersonId"), passage.Text("SensorName"),
            passage.Text("Direction"), passage.Text("EventCode"), passage.Text("IdentifierInternalNrLong"),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
    }

    /// <summary>A place in the list: by time, then by id.</summary>
    private readonly record struct Position(long Milliseconds, string Id)
    {
        public static Position Of(AccessEvent passage) => new(passage.Time.ToUnixTimeMilliseconds(), passage.Id);

        public static Position? Parse(string? text)
        {
            if (text is null)
                return null;

            var cut = text.IndexOf(':', StringComparison.Ordinal);
            return cut > 0 && long.TryParse(text.AsSpan(0, cut), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
                ? new Position(milliseconds, text[(cut + 1)..])
                : throw new InvalidInputException("cursor", "Is not a position in this list.");
        }

        public bool IsBefore(AccessEvent passage)
        {
            var milliseconds = passage.Time.ToUnixTimeMilliseconds();
            return milliseconds > Milliseconds || (milliseconds == Milliseconds && string.CompareOrdinal(passage.Id, Id) > 0);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}:{Id}");
    }
}
