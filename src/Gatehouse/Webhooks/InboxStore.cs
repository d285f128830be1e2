using System.Globalization;
using Gatehouse.Json;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.State;

namespace Gatehouse.Webhooks;

/// <summary>
/// Webhooks that were accepted: the table Inbox, 256 partitions for each facility by the beginning of the id. Beside a webhook's row lie
/// one of its time, by which it is listed, and while it waits one that says so; once its body is forgotten, one by which the rest is found.
/// All of them change in one batch.
/// </summary>
/// <param name="store">Where they are.</param>
/// <param name="protector">Encrypts bodies.</param>
public sealed class InboxStore(IStateStore store, DataProtector protector)
{
    /// <summary>How long a webhook waits before the sweep looks for it.</summary>
    public static readonly TimeSpan SweptAfter = TimeSpan.FromMinutes(2);

    private const string Table = "Inbox";
    private const string TimePrefix = "time:";
    private const string PendingPrefix = "pending:";
    private const string HashPrefix = "hash:";
    private const int Partitions = 256;
    private const int PartitionCharacters = 2;
    private const int AtOnce = 16;
    private readonly StateTable<InboxRow> _rows = new(store, Table, GatehouseJson.Default.InboxRow);
    private readonly StateTable<Webhook> _times = new(store, Table, GatehouseJson.Default.Webhook);
    private readonly StateTable<PendingRow> _pending = new(store, Table, GatehouseJson.Default.PendingRow);

    /// <summary>Takes a webhook in. Returns <see langword="false"/> when it came before.</summary>
    public async Task<bool> ClaimAsync(Webhook webhook, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var key = KeyOf(webhook.Facility, webhook.Id);
        var row = new InboxRow(webhook, webhook.ReceivedAt + SweptAfter, await protector.ProtectAsync(Table, key, body, cancellationToken));
        return await store.BatchAsync(
            Table,
            key.Partition,
            [
                StateChange.Insert(key.Row, _rows.Write(row)),
                StateChange.Put(TimeRow(webhook), _times.Write(webhook)),
                StateChange.Put(PendingKey(row), _pending.Write(new PendingRow(webhook.Id))),
            ],
            cancellationToken);
    }

    /// <summary>Reads a webhook; <see langword="null"/> when there is none.</summary>
    public async Task<StateDocument<InboxRow>?> FindAsync(string facility, string id, CancellationToken cancellationToken) =>
        id.Length > PartitionCharacters ? await _rows.GetAsync(KeyOf(facility, id), cancellationToken) : null;

    /// <summary>The body of a webhook; <see langword="null"/> when it is forgotten.</summary>
    public async Task<byte[]?> OpenAsync(StateDocument<InboxRow> read, CancellationToken cancellationToken) =>
        read.Value.Body is { } body ? await protector.UnprotectAsync(Table, read.Key, body, cancellationToken) : null;

    /// <summary>Writes what became of a webhook. Returns <see langword="false"/> when somebody else was first.</summary>
    /// <param name="read">The webhook as it was read.</param>
    /// <param name="webhook">As it is now.</param>
    /// <param name="dueAt">When the sweep looks for it; <see langword="null"/> when it waits no more.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public Task<bool> SaveAsync(StateDocument<InboxRow> read, Webhook webhook, DateTimeOffset? dueAt, CancellationToken cancellationToken)
    {
        var after = read.Value with { Webhook = webhook, DueAt = dueAt };
        var changes = new List<StateChange>
        {
            StateChange.Replace(read.Key.Row, _rows.Write(after), read.ETag),
            StateChange.Put(TimeRow(webhook), _times.Write(webhook)),
        };
        if (read.Value.DueAt is not null && read.Value.DueAt != dueAt)
            changes.Add(StateChange.Delete(PendingKey(read.Value)));
        if (dueAt is not null)
            changes.Add(StateChange.Put(PendingKey(after), _pending.Write(new PendingRow(webhook.Id))));
        return store.BatchAsync(Table, read.Key.Partition, changes, cancellationToken);
    }

    /// <summary>Hands over the ids of a facility's webhooks that wait since too long.</summary>
    public Task ForEachDueAsync(string facility, DateTimeOffset now, Func<string, CancellationToken, Task> handle, CancellationToken cancellationToken) =>
        EachPartitionAsync(facility, async (partition, token) =>
        {
            var range = StateRange.Between(partition, PendingPrefix, PendingPrefix + Ticks(now) + ";");
            var due = new List<string>();
            await foreach (var row in _pending.QueryAsync(range, token))
                due.Add(row.Value.Id);
            foreach (var id in due)
                await handle(id, token);
        }, cancellationToken);

    /// <summary>Reads a part of a facility's webhooks, the latest first.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="from">Received at or after this instant.</param>
    /// <param name="to">Received before this instant.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public async Task<Page<Webhook>> ListAsync(
        string facility, DateTimeOffset? from, DateTimeOffset? to, PageRequest page, CancellationToken cancellationToken)
    {
        var first = to is { } end ? $"{TimePrefix}{InvertedTime.KeyOf(end)};" : TimePrefix;
        var before = from is { } start ? $"{TimePrefix}{InvertedTime.KeyOf(start)};" : "time;";
        var (rows, last) = await LatestFirst.ReadAsync(
            store, Table, [.. PartitionsOf(facility)], first, before, page.Limit, page.Position, cancellationToken);
        return new Page<Webhook>([.. rows.Select(row => _times.Read(row).Value)], last);
    }

    /// <summary>
    /// Forgets the bodies of a facility's webhooks from before a time, which are then listed no more, and returns how many. Ids and hashes
    /// stay for now: what comes again later is recognised. What waits still is left alone.
    /// </summary>
    public async Task<int> PruneAsync(string facility, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        await EachPartitionAsync(facility, async (partition, token) =>
        {
            var old = new List<Webhook>();
            await foreach (var row in _times.QueryAsync(
                StateRange.Between(partition, $"{TimePrefix}{InvertedTime.KeyOf(before)};", "time;"), token))
                old.Add(row.Value);
            foreach (var webhook in old)
            {
                if (await FindAsync(facility, webhook.Id, token) is { Value.DueAt: null } found && await store.BatchAsync(
                    Table,
                    partition,
                    [
                        StateChange.Replace(found.Key.Row, _rows.Write(found.Value with { Body = null }), found.ETag),
                        StateChange.Delete(TimeRow(webhook)),
                        StateChange.Put(HashRow(webhook), _pending.Write(new PendingRow(webhook.Id))),
                    ],
                    token))
                    Interlocked.Increment(ref count);
            }
        }, cancellationToken);
        return count;
    }

    /// <summary>Forgets a facility's webhooks from before a time whose bodies are forgotten already, and returns how many. What comes again is then new.</summary>
    public async Task<int> PruneHashesAsync(string facility, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        await EachPartitionAsync(facility, async (partition, token) =>
        {
            var old = new List<(string Row, string Id)>();
            await foreach (var row in _pending.QueryAsync(
                StateRange.Between(partition, $"{HashPrefix}{InvertedTime.KeyOf(before)};", "hash;"), token))
                old.Add((row.Key.Row, row.Value.Id));
            foreach (var (row, id) in old)
            {
                if (await FindAsync(facility, id, token) is { Value: { DueAt: null, Body: null } } found
                    && await store.BatchAsync(Table, partition, [StateChange.Delete(found.Key.Row, found.ETag), StateChange.Delete(row)], token))
                    Interlocked.Increment(ref count);
            }
        }, cancellationToken);
        return count;
    }

    /// <summary>Forgets all webhooks of a facility.</summary>
    public Task ForgetAsync(string facility, CancellationToken cancellationToken) =>
        EachPartitionAsync(facility, async (partition, token) =>
        {
            StatePage page;
            do
            {
                page = await store.QueryAsync(Table, StateRange.Of(partition), StateLimits.BatchRows, null, token);
                foreach (var row in page.Rows)
                    await store.DeleteAsync(Table, row.Key, null, token);
            }
            while (page.Rows.Count > 0);
        }, cancellationToken);

    private static Task EachPartitionAsync(string facility, Func<string, CancellationToken, ValueTask> handle, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            PartitionsOf(facility), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, handle);

    private static IEnumerable<string> PartitionsOf(string facility) =>
        Enumerable.Range(0, Partitions).Select(number => string.Create(CultureInfo.InvariantCulture, $"{facility}:{number:x2}"));

    private static StateKey KeyOf(string facility, string id) => new($"{facility}:{id[..PartitionCharacters]}", id);

    private static string TimeRow(Webhook webhook) => $"{TimePrefix}{InvertedTime.KeyOf(webhook.ReceivedAt)}:{webhook.Id}";

    private static string HashRow(Webhook webhook) => $"{HashPrefix}{InvertedTime.KeyOf(webhook.ReceivedAt)}:{webhook.Id}";

    private static string PendingKey(InboxRow row) => $"{PendingPrefix}{Ticks(row.DueAt!.Value)}:{row.Webhook.Id}";

    private static string Ticks(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
