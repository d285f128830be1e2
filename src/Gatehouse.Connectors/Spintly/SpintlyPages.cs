using System.Globalization;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Paging;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.Spintly;

/// <summary>Walks the vendor's numbered pages. A position is how many rows were looked at.</summary>
internal static class SpintlyPages
{
    // A vendor that says a wrong total must not keep the hub reading.
    private const int MostPages = 1000;

    /// <summary>Reads all pages.</summary>
    public static async Task<IReadOnlyList<VendorRow>> AllAsync(
        FacilityContext context, Func<int, CancellationToken, Task<SpintlyPage>> read, CancellationToken cancellationToken)
    {
        var size = context.Settings<SpintlySettings>().PageSize;
        var rows = new List<VendorRow>();
        for (var number = 1; number <= MostPages; number++)
        {
            var page = await read(number, cancellationToken);
            rows.AddRange(page.Rows);
            if (page.Rows.Count == 0 || (long)number * size >= page.Total)
                break;
        }

        return rows;
    }

    /// <summary>Takes those that fit, reading no more pages than it takes.</summary>
    public static async Task<Page<T>> TakeAsync<T>(
        FacilityContext context,
        PageRequest request,
        Func<int, CancellationToken, Task<SpintlyPage>> read,
        Func<VendorRow, T> map,
        Func<T, bool> fits,
        CancellationToken cancellationToken)
    {
        var size = context.Settings<SpintlySettings>().PageSize;
        var position = Position(request.Position);
        var items = new List<T>();
        while (true)
        {
            var page = await read((position / size) + 1, cancellationToken);
            foreach (var row in page.Rows.Skip(position % size))
            {
                if (items.Count == request.Limit)
                    return new Page<T>(items, position.ToString(CultureInfo.InvariantCulture));
                if (map(row) is var item && fits(item))
                    items.Add(item);
                position++;
            }

            if (page.Rows.Count < size || position >= page.Total)
                return new Page<T>(items, null);
            if (items.Count == request.Limit)
                return new Page<T>(items, position.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static int Position(string? text)
    {
        if (text is null)
            return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new InvalidInputException("cursor", "Is not a position in this list.");
    }
}
