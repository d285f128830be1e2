using Gatehouse.Paging;

namespace Gatehouse.Connectors.Filtering;

/// <summary>Pages a list that the vendor only gives parent by parent. Ordered by parent, then child; a position covers both.</summary>
internal static class ParentWalk
{
    /// <summary>The most parents that one page reads; a page with fewer items than asked for then says where to go on.</summary>
    public const int ParentsAPage = 64;

    /// <summary>Takes a page of those that fit.</summary>
    /// <param name="parents">The parents' ids.</param>
    /// <param name="read">Reads a parent's children.</param>
    /// <param name="map">Maps a child.</param>
    /// <param name="fits">Whether a child is wanted.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static async Task<Page<T>> TakeAsync<T>(
        IEnumerable<long> parents,
        Func<long, CancellationToken, Task<IReadOnlyList<VendorRow>>> read,
        Func<VendorRow, T> map,
        Func<T, bool> fits,
        PageRequest page,
        CancellationToken cancellationToken)
    {
        var after = WalkPosition.Parse(page.Position);
        var ahead = parents.Where(parent => after?.Reaches(parent) ?? true).Order().ToList();
        var items = new List<T>();
        WalkPosition? last = null;
        foreach (var some in ahead.Take(ParentsAPage).Chunk(BoundedReads.Concurrency))
        {
            var lists = await BoundedReads.AllAsync(some, read, cancellationToken);
            foreach (var (parent, rows) in some.Zip(lists))
            {
                foreach (var row in rows.Where(row => after?.Reaches(parent, row.Id) ?? true).OrderBy(row => row.Id))
                {
                    var item = map(row);
                    if (!fits(item))
                        continue;
                    if (items.Count == page.Limit)
                        return new Page<T>(items, last?.ToString());

                    items.Add(item);
                    last = new WalkPosition(parent, row.Id);
                }
            }

            // What follows may be empty, but to know would take another round of calls.
            if (items.Count == page.Limit)
                return new Page<T>(items, some[^1] == ahead[^1] ? null : new WalkPosition(some[^1], null).ToString());
        }

        var more = ahead.Count > ParentsAPage;
        return new Page<T>(items, more ? new WalkPosition(ahead[ParentsAPage - 1], null).ToString() : null);
    }
}
