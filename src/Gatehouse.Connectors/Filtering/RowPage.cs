using System.Globalization;
using Gatehouse.Paging;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.Filtering;

/// <summary>Pages a list that the vendor only gives as a whole. It is ordered by id, and a position is the last id seen.</summary>
internal static class RowPage
{
    /// <summary>Takes a page of those that fit. Only the objects looked at are mapped.</summary>
    public static Page<T> Take<T>(IEnumerable<VendorRow> rows, Func<VendorRow, T> map, Func<T, bool> fits, PageRequest page)
    {
        var after = Position(page.Position);
        return Take(
            rows.Where(row => row.Id > after).OrderBy(row => row.Id), row => row.Id.ToString(CultureInfo.InvariantCulture), map, fits, page.Limit);
    }

    /// <inheritdoc cref="Take{T}(IEnumerable{VendorRow}, Func{VendorRow, T}, Func{T, bool}, PageRequest)"/>
    public static Page<T> Take<T>(IEnumerable<TextRow> rows, Func<TextRow, T> map, Func<T, bool> fits, PageRequest page) => Take(
        rows.Where(row => page.Position is null || string.CompareOrdinal(row.Id, page.Position) > 0).OrderBy(row => row.Id, StringComparer.Ordinal),
        row => row.Id, map, fits, page.Limit);

    private static Page<T> Take<TRow, T>(IEnumerable<TRow> ahead, Func<TRow, string> idOf, Func<TRow, T> map, Func<T, bool> fits, int limit)
    {
        var items = new List<T>();
        string? last = null;
        foreach (var row in ahead)
        {
            var item = map(row);
            if (!fits(item))
                continue;
            if (items.Count == limit)
                return new Page<T>(items, last);

            items.Add(item);
            last = idOf(row);
        }

        return new Page<T>(items, null);
    }

    private static long Position(string? text)
    {
        if (text is null)
            return long.MinValue;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new InvalidInputException("cursor", "Is not a position in this list.");
    }
}
