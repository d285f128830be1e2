using Gatehouse.Paging;
using Gatehouse.State;
using Gatehouse.Validation;

namespace Gatehouse.Audit;

/// <summary>Reads who did what, the latest first.</summary>
/// <param name="store">The entries.</param>
/// <param name="time">The clock.</param>
public sealed class AuditSearch(AuditStore store, TimeProvider time)
{
    private const int MostParts = 10;

    /// <summary>Reads a part; it may have fewer entries than asked for, also none.</summary>
    public async Task<Page<AuditEntry>> ListAsync(AuditQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        if (query.To <= query.From)
            throw new InvalidInputException("to", "Must be after from.");

        var at = page.Position is { } position ? ShardPosition.Parse(position) : Begin(query.To);
        var items = new List<AuditEntry>();
        for (var parts = 0; parts < MostParts; parts++)
        {
            var part = await store.Days.ReadAsync(at, null, null, Math.Clamp(page.Limit / 2, 20, 500), cancellationToken);
            foreach (var row in part.Rows)
            {
                if (row.Value.At < query.From)
                    return new Page<AuditEntry>(items, null);
                if (items.Count == page.Limit)
                    return new Page<AuditEntry>(items, at.ToString());
                at = at.After(row.Key);
                if (query.Matches(row.Value))
                    items.Add(row.Value);
            }

            if (!part.IsLast)
                continue;
            if (await store.Days.NextDayAsync(at.Day, cancellationToken) is not { } next)
                return new Page<AuditEntry>(items, null);
            at = ShardPosition.Begin(next, AuditStore.Shards);
        }

        return new Page<AuditEntry>(items, at.ToString());
    }

    // Entries are put under the clock of whoever wrote them: some may be of tomorrow.
    private ShardPosition Begin(DateTimeOffset? to) =>
        ShardPosition.Begin(AuditStore.DayOf(to ?? time.GetUtcNow().AddDays(1)), AuditStore.Shards);
}
