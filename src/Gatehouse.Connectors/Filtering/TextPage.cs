using Gatehouse.Paging;

namespace Gatehouse.Connectors.Filtering;

/// <summary>Pages lists whose ids are texts. They are ordered by id; a position is the last id seen, or parent and id.</summary>
internal static class TextPage
{
    // Stands before every character that an id can have.
    private const char Separator = '\u0001';

    /// <summary>Takes a page of a list that is there as a whole.</summary>
    public static Page<T> Take<T>(IEnumerable<T> items, Func<T, string> idOf, Func<T, bool> fits, PageRequest page)
    {
        var taken = items.Where(item => page.Position is not { } after || string.CompareOrdinal(idOf(item), after) > 0)
            .Where(fits)
            .OrderBy(idOf, StringComparer.Ordinal)
            .Take(page.Limit + 1)
            .ToList();
        return taken.Count <= page.Limit
            ? new Page<T>(taken, null)
            : new Page<T>(taken[..page.Limit], idOf(taken[page.Limit - 1]));
    }

    /// <summary>Takes a page of lists that the vendor gives parent by parent; a few parents are read at once, and at most <see cref="ParentWalk.ParentsAPage"/>.</summary>
    /// <param name="parents">The parents' ids.</param>
    /// <param name="read">Reads a parent's children.</param>
    /// <param name="idOf">Gives a child's id.</param>
    /// <param name="fits">Whether a child is wanted.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static async Task<Page<T>> WalkAsync<T>(
        IEnumerable<string> parents,
        Func<string, CancellationToken, Task<IReadOnlyList<T>>> read,
        Func<T, string> idOf,
        Func<T, bool> fits,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var position = page.Position?.Split(Separator, 2);
        var ahead = parents.Where(parent => position is null || string.CompareOrdinal(parent, position[0]) >= 0)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var found = new List<(string Parent, T Item)>();
        var reading = ahead.Take(ParentWalk.ParentsAPage).ToList();
        foreach (var some in reading.Chunk(BoundedReads.Concurrency))
        {
            var lists = await BoundedReads.AllAsync(some, read, cancellationToken);
            foreach (var (parent, list) in some.Zip(lists))
            {
                var after = position is [var last, var child] && last == parent ? child : null;
                var all = Take(list, idOf, fits, new PageRequest(int.MaxValue - 1, after));
                found.AddRange(all.Items.Select(item => (parent, item)));
            }

            if (found.Count > page.Limit)
                break;
        }

        if (found.Count > page.Limit)
        {
            var (parent, item) = found[page.Limit - 1];
            return new Page<T>([.. found.Take(page.Limit).Select(entry => entry.Item)], $"{parent}{Separator}{idOf(item)}");
        }

        // Reading goes on at the first parent that was not read.
        var next = ahead.Count > reading.Count ? ahead[reading.Count] : null;
        return new Page<T>([.. found.Select(entry => entry.Item)], next);
    }
}
