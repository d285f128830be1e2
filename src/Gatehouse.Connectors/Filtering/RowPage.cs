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
        var items = new List<T>();
        var last = 0L;
        foreach (var row in rows.Where(row => row.Id > after).OrderBy(row => row.Id))
        {
            var item = map(row);
            if (!fits(item))
                continue;
            if (items.Count == page.Limit)
                return new Page<T>(items, last.ToString(CultureInfo.InvariantCulture));

            items.Add(item);
            last = row.Id;
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
