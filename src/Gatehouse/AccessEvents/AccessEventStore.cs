using System.Globalization;
using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.Paging;
using Gatehouse.State;

namespace Gatehouse.AccessEvents;

/// <summary>The passages that the hub knows, by time: a partition is a facility.</summary>
/// <param name="store">Where they are.</param>
public sealed class AccessEventStore(IStateStore store)
{
    private const string Table = "AccessEvents";
    private const string Prefix = "p:";
    private const string MarkPrefix = "i:";
    private const int TimeDigits = 19;
    private const string PollRow = "poll";
    private readonly StateTable<AccessEvent> _passages = new(store, Table, GatehouseJson.Default.AccessEvent);
    private readonly StateTable<AccessEventPollState> _polls = new(store, Table, GatehouseJson.Default.AccessEventPollState);

    private readonly StateTable<PassageMark> _marks = new(store, Table, GatehouseJson.Default.PassageMark);

    /// <summary>The events of passages that are not in the log yet.</summary>
    public EventOutbox Outbox { get; } = new(store, Table);

    /// <summary>Adds a passage with the event that tells of it. Returns <see langword="false"/> when it is known already.</summary>
    public Task<bool> AddAsync(AccessEvent passage, HubEvent told, CancellationToken cancellationToken)
    {
        var row = RowOf(passage.Time, passage.Id);
        return store.BatchAsync(
            Table,
            passage.Facility,
            [
                StateChange.Insert(row, _passages.Write(passage)),
                StateChange.Insert(MarkPrefix + passage.Id, _marks.Write(new PassageMark(row))),
                Outbox.Add(told),
            ],
            cancellationToken);
    }

    /// <summary>Whether a passage is known, be it with another time.</summary>
    public async Task<bool> IsKnownAsync(AccessEvent passage, CancellationToken cancellationToken) =>
        await _marks.GetAsync(new StateKey(passage.Facility, MarkPrefix + passage.Id), cancellationToken) is not null;

    /// <summary>Reads a part of a facility's passages, the oldest first.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="from">At or after this instant.</param>
    /// <param name="to">Before this instant.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public async Task<Page<AccessEvent>> ListAsync(
        string facility, DateTimeOffset? from, DateTimeOffset? to, PageRequest page, CancellationToken cancellationToken)
    {
        var range = StateRange.Between(facility, from is { } first ? RowOf(first, "") : Prefix, to is { } last ? RowOf(last, "") : "p;");
        var rows = await store.QueryAsync(Table, range, Math.Min(page.Limit, StateLimits.PageRows), page.Position, cancellationToken);
        return new Page<AccessEvent>([.. rows.Rows.Select(row => _passages.Read(row).Value)], rows.Continuation);
    }

    /// <summary>How far a facility was polled; <see langword="null"/> when it never was.</summary>
    public async Task<AccessEventPollState?> PollAsync(string facility, CancellationToken cancellationToken) =>
        (await _polls.GetAsync(new StateKey(facility, PollRow), cancellationToken))?.Value;

    /// <summary>Writes how far a facility was polled.</summary>
    public Task SavePollAsync(string facility, AccessEventPollState state, CancellationToken cancellationToken) =>
        _polls.PutAsync(new StateKey(facility, PollRow), state, cancellationToken);

    /// <summary>Forgets the passages of all facilities from before a time, and returns how many.</summary>
    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (removed, continuation) = (0, (string?)null);
        do
        {
            var page = await store.QueryAsync(Table, StateRange.WholeTable, StateLimits.PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows.Where(row => row.Key.Row.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                if (string.CompareOrdinal(row.Key.Row, RowOf(before, "")) >= 0)
                    continue;

                // The mark goes last: a passage without one would be told of again.
                if (await store.DeleteAsync(Table, row.Key, row.ETag, cancellationToken))
                    removed++;
                await store.DeleteAsync(
                    Table, new StateKey(row.Key.Partition, MarkPrefix + row.Key.Row[(Prefix.Length + TimeDigits + 1)..]), null, cancellationToken);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);

        return removed;
    }

    /// <summary>Forgets a facility's passages.</summary>
    public async Task ForgetAsync(string facility, CancellationToken cancellationToken)
    {
        StatePage page;
        do
        {
            page = await store.QueryAsync(Table, StateRange.Of(facility), StateLimits.BatchRows, null, cancellationToken);
            foreach (var row in page.Rows)
                await store.DeleteAsync(Table, row.Key, null, cancellationToken);
        }
        while (page.Rows.Count > 0);
    }

    private static string RowOf(DateTimeOffset time, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{time.UtcTicks:D19}:{id}");
}
