using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Security;
using Gatehouse.State;

namespace Gatehouse.Visits;

/// <summary>
/// The hub's own record of visits: the snapshot of what a vendor's list shows, and the only one for vendors that cannot read visits back.
/// Encrypted, since a visit holds its credentials. Beside each visit lies a row of the day on which it is over.
/// </summary>
/// <param name="store">Where they are: table Visits, a partition a facility.</param>
/// <param name="protector">Encrypts them.</param>
/// <param name="time">The clock.</param>
public sealed class VisitRecords(IStateStore store, DataProtector protector, TimeProvider time)
{
    private const string Table = "Visits";
    private const string Prefix = "s:";
    private const string DayPrefix = "d:";
    private const string HolderPrefix = "u:";
    private const string OpenEnd = "open";
    private const string PollRow = "poll";
    private const int PageRows = 200;
    private readonly StateTable<VisitDay> _days = new(store, Table, GatehouseJson.Default.VisitDay);
    private readonly StateTable<VisitPollState> _polls = new(store, Table, GatehouseJson.Default.VisitPollState);

    private readonly StateTable<VisitHolder> _holders = new(store, Table, GatehouseJson.Default.VisitHolder);

    /// <summary>The events of visits that are not in the log yet.</summary>
    public EventOutbox Outbox { get; } = new(store, Table);

    /// <summary>The visit with a vendor's id; <see langword="null"/> when there is no record.</summary>
    public async Task<Visit?> GetAsync(string facility, string id, CancellationToken cancellationToken) =>
        (await FindAsync(facility, id, cancellationToken))?.Value.Visit;

    /// <summary>
    /// Writes a visit as it is now, under its facility and id: for connectors whose vendor cannot read visits back.
    /// Events tell of it when the use case that called the connector is done.
    /// </summary>
    public async Task PutAsync(Visit visit, CancellationToken cancellationToken)
    {
        StateDocument<VisitEntry>? before;
        VisitEntry after;
        do
        {
            before = await FindAsync(visit.Facility, visit.Id, cancellationToken);
            after = before?.Value ?? new VisitEntry { ChangedAt = default };
            after = after with { Visit = after.WithEntry(visit), ChangedAt = time.GetUtcNow() };
        }
        while (!await WriteAsync(visit.Facility, visit.Id, before, after, [], cancellationToken));
    }

    /// <summary>Writes a visit that is new, and whom the vendor lets in for it: passages name that one.</summary>
    public async Task PutAsync(Visit visit, string holder, CancellationToken cancellationToken)
    {
        await _holders.PutAsync(new StateKey(visit.Facility, HolderPrefix + holder), new VisitHolder(visit.Id), cancellationToken);
        await PutAsync(visit, cancellationToken);
    }

    /// <summary>The id of the visit for which the vendor lets somebody in; <see langword="null"/> when there is none.</summary>
    public async Task<string?> FindByHolderAsync(string facility, string holder, CancellationToken cancellationToken) =>
        (await _holders.GetAsync(new StateKey(facility, HolderPrefix + holder), cancellationToken))?.Value.VisitId;

    /// <summary>Forgets a visit. Returns <see langword="false"/> when there was no record.</summary>
    public async Task<bool> DeleteAsync(string facility, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindAsync(facility, id, cancellationToken) is not { Value.Visit: not null } before)
                return false;

            // What events have told of stays until they have told of its end.
            var after = before.Value.Announced is null ? null : before.Value with { Visit = null, ChangedAt = time.GetUtcNow() };
            if (await WriteAsync(facility, id, before, after, [], cancellationToken))
                return true;
        }
    }

    /// <summary>All visits of a facility, in the order of their ids, read page by page.</summary>
    public async IAsyncEnumerable<Visit> ListAsync(string facility, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(StateRange.WithPrefix(facility, Prefix), cancellationToken))
        {
            if ((await ReadAsync(row, cancellationToken)).Value.Visit is { } visit)
                yield return visit;
        }
    }

    /// <summary>What is known of a facility's snapshot; <see langword="null"/> before it was complete for the first time.</summary>
    public async Task<VisitPollState?> PollAsync(string facility, CancellationToken cancellationToken) =>
        (await _polls.GetAsync(new StateKey(facility, PollRow), cancellationToken))?.Value;

    /// <summary>Writes that a facility's snapshot is complete.</summary>
    public Task CompleteAsync(string facility, VisitPollState state, CancellationToken cancellationToken) =>
        _polls.PutAsync(new StateKey(facility, PollRow), state, cancellationToken);

    /// <summary>
    /// Forgets a facility's visits that were over before a day, and those without an end that have been over since before it.
    /// Returns how many. Who is here stays.
    /// </summary>
    public async Task<int> PruneAsync(string facility, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var over = new List<string>();
        await foreach (var row in RowsAsync(StateRange.Between(facility, DayPrefix, DayPrefix + Day(before)), cancellationToken))
            over.Add(IdOfDay(row.Key.Row));
        await foreach (var row in RowsAsync(StateRange.WithPrefix(facility, $"{DayPrefix}{OpenEnd}:"), cancellationToken))
        {
            if (_days.Read(row).Value.Status is VisitStatus.Departed or VisitStatus.Cancelled or VisitStatus.Denied)
                over.Add(IdOfDay(row.Key.Row));
        }

        var removed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in over)
        {
            if (await FindAsync(facility, id, cancellationToken) is not { Value: { Visit: { } visit } entry } found)
                continue;
            if ((EndOf(visit) ?? entry.ChangedAt) < before && await WriteAsync(facility, id, found, null, [], cancellationToken))
                removed.Add(id);
        }

        if (removed.Count == 0)
            return 0;

        await foreach (var row in RowsAsync(StateRange.WithPrefix(facility, HolderPrefix), cancellationToken))
        {
            if (removed.Contains(_holders.Read(row).Value.VisitId))
                await store.DeleteAsync(Table, row.Key, row.ETag, cancellationToken);
        }

        return removed.Count;
    }

    /// <summary>What the hub has of a visit; <see langword="null"/> when there is nothing.</summary>
    internal async Task<StateDocument<VisitEntry>?> FindAsync(string facility, string id, CancellationToken cancellationToken) =>
        await store.GetAsync(Table, Key(facility, id), cancellationToken) is { } row ? await ReadAsync(row, cancellationToken) : null;

    /// <summary>The visits that are not over before a day, by that day, from a continuation on.</summary>
    internal async Task<(IReadOnlyList<(string Id, VisitDay Day)> Visits, string? Continuation)> DaysAsync(
        string facility, DateTimeOffset? from, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var range = StateRange.Between(facility, DayPrefix + (from is { } first ? Day(first) : ""), "d;");
        var page = await store.QueryAsync(Table, range, limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => (IdOfDay(row.Key.Row), _days.Read(row).Value))], page.Continuation);
    }

    /// <summary>
    /// Writes an entry, or removes it, with the events that tell of it. Returns <see langword="false"/> when it is not as it was read.
    /// </summary>
    internal async Task<bool> WriteAsync(
        string facility, string id, StateDocument<VisitEntry>? before, VisitEntry? after, IReadOnlyList<HubEvent> events, CancellationToken cancellationToken)
    {
        var changes = events.Select(Outbox.Add).ToList();
        if (after is null)
        {
            changes.Add(StateChange.Delete(Prefix + id, before!.ETag));
        }
        else
        {
            var key = Key(facility, id);
            var body = await protector.ProtectAsync(
                Table, key, JsonSerializer.SerializeToUtf8Bytes(after, GatehouseJson.Default.VisitEntry), cancellationToken);
            changes.Add(before is null ? StateChange.Insert(key.Row, body) : StateChange.Replace(key.Row, body, before.ETag));
        }

        var (oldDay, newDay) = (DayRow(before?.Value.Visit), DayRow(after?.Visit));
        if (oldDay is not null && oldDay != newDay)
            changes.Add(StateChange.Delete(oldDay));
        if (newDay is not null)
            changes.Add(StateChange.Put(newDay, _days.Write(new VisitDay(VisitHash.Of(after!.VendorVisit!), after.Visit!.Status))));
        return await store.BatchAsync(Table, facility, changes, cancellationToken);
    }

    private async IAsyncEnumerable<StateRow> RowsAsync(StateRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(Table, range, PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
                yield return row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static StateKey Key(string facility, string id) => new(facility, Prefix + id);

    /// <summary>
    /// When a visit was or will be over; <see langword="null"/> when that cannot be said. Who is here is not over, whatever the window says:
    /// the muster list finds them at the end.
    /// </summary>
    internal static DateTimeOffset? EndOf(Visit visit) => visit.Status switch
    {
        VisitStatus.Arrived => null,
        VisitStatus.Departed => visit.Window?.To ?? visit.DepartedAt ?? visit.Window?.From,
        VisitStatus.Cancelled or VisitStatus.Denied => visit.Window?.To ?? visit.Window?.From,
        _ => visit.Window?.To,
    };

    private static string? DayRow(Visit? visit) =>
        visit is null ? null : $"{DayPrefix}{(EndOf(visit) is { } end ? Day(end) : OpenEnd)}:{visit.Id}";

    private static string IdOfDay(string row) => row[(row.IndexOf(':', DayPrefix.Length) + 1)..];

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<StateDocument<VisitEntry>> ReadAsync(StateRow row, CancellationToken cancellationToken) => new(
        row.Key,
        JsonSerializer.Deserialize(await protector.UnprotectAsync(Table, row.Key, row.Body, cancellationToken), GatehouseJson.Default.VisitEntry)
        ?? throw new StateStoreException($"The row {row.Key} of {Table} holds no visit.", false),
        row.ETag);
}
