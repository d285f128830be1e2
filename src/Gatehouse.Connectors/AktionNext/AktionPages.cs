using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Paging;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>
/// Reads the vendor's lists, which come in numbered pages: to the first that is empty, or that begins as the one before did, as all pages
/// of a vendor do that does not page. How many rows a page has says nothing: a vendor may give fewer than it is asked for.
/// A position is the page, how many of its rows were seen, and how the page before began.
/// </summary>
internal static class AktionPages
{
    /// <summary>The most vendor's pages that one page of the hub reads; it may then have fewer items than asked for.</summary>
    public const int MostPages = 20;

    private const int MarkBytes = 8;

    /// <summary>Takes a page of those that fit.</summary>
    public static async Task<Page<T>> TakeAsync<T>(
        AktionClient client,
        FacilityContext context,
        string path,
        (string Name, string Value)[] parameters,
        Func<JsonElement, T> map,
        Func<T, string> idOf,
        Func<T, bool> fits,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var settings = context.Settings<AktionSettings>();
        var (number, seen, before) = Position(page.Position, settings.FirstPage);
        var items = new List<T>();
        for (var read = 0; read < MostPages; read++)
        {
            var rows = await ReadAsync(client, context, path, parameters, number, cancellationToken);
            if (rows.Count == 0)
                return new Page<T>(items, null);
            var begin = Mark(idOf(map(rows[0])));
            if (begin == before)
                return new Page<T>(items, null);
            for (; seen < rows.Count; seen++)
            {
                var item = map(rows[seen]);
                if (!fits(item))
                    continue;
                if (items.Count == page.Limit)
                    return new Page<T>(items, Text(number, seen, before));
                items.Add(item);
            }

            (number, seen, before) = (number + 1, 0, begin);
        }

        return new Page<T>(items, Text(number, 0, before));
    }

    /// <summary>The rows of an answer: the list itself, or the first list among its members.</summary>
    public static IReadOnlyList<JsonElement> Rows(JsonElement answer)
    {
        var list = answer.ValueKind == JsonValueKind.Object
            ? answer.EnumerateObject().Select(member => member.Value).FirstOrDefault(value => value.ValueKind == JsonValueKind.Array)
            : answer;
        if (list.ValueKind != JsonValueKind.Array)
            return answer.ValueKind is JsonValueKind.Object or JsonValueKind.Null ? [] : throw NotUnderstood();
        return list.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Object) ? [.. list.EnumerateArray()] : throw NotUnderstood();
    }

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(
        AktionClient client, FacilityContext context, string path, (string Name, string Value)[] parameters, int number, CancellationToken cancellationToken)
    {
        var size = context.Settings<AktionSettings>().PageSize.ToString(CultureInfo.InvariantCulture);
        try
        {
            return Rows(await client.GetAsync(
                context, path, cancellationToken, [.. parameters, ("PageNumber", number.ToString(CultureInfo.InvariantCulture)), ("PageSize", size)]));
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            // The vendor has such an error for lists too: there is nothing on this page.
            return [];
        }
    }

    private static VendorException NotUnderstood() => new(new VendorError(
        VendorErrorKind.Protocol, "Aktion's answer is not the list that its documentation shows.", "answer_not_understood"));

    private static (int Page, int Seen, string? Before) Position(string? text, int first)
    {
        if (text is null)
            return (first, 0, null);

        var parts = text.Split(':');
        return parts.Length is 2 or 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
            && (parts.Length == 2 || (parts[2].Length == 2 * MarkBytes && parts[2].All(char.IsAsciiHexDigitLower)))
            ? (page, seen, parts.ElementAtOrDefault(2))
            : throw new InvalidInputException("cursor", "Is not a position in this list.");
    }

    private static string Text(int page, int seen, string? before) =>
        before is null ? FormattableString.Invariant($"{page}:{seen}") : FormattableString.Invariant($"{page}:{seen}:{before}");

    private static string Mark(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, MarkBytes));
}
