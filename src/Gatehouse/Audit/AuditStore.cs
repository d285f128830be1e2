using System.Globalization;
using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Audit;

/// <summary>Who did what, the latest first.</summary>
/// <param name="store">Where it is.</param>
public sealed class AuditStore(IStateStore store)
{
    /// <summary>How many shards a day has: each writer takes any.</summary>
    public const int Shards = 8;

    private const string Table = "Audit";
    private readonly StateTable<AuditEntry> _entries = new(store, Table, GatehouseJson.Default.AuditEntry);

    /// <summary>The entries over all shards of a day.</summary>
    public ShardedTable<AuditEntry> Days { get; } = new(store, Table, GatehouseJson.Default.AuditEntry, Shards);

    /// <summary>The day of a time as partitions begin with it: the smaller the later.</summary>
    public static string DayOf(DateTimeOffset time) =>
        (DateOnly.MaxValue.DayNumber - DateOnly.FromDateTime(time.UtcDateTime).DayNumber).ToString("D7", CultureInfo.InvariantCulture);

    /// <summary>Writes an entry, the first time or with its outcome.</summary>
    public Task PutAsync(AuditEntry entry, CancellationToken cancellationToken) => _entries.PutAsync(KeyOf(entry), entry, cancellationToken);

    /// <summary>Forgets an entry: nothing was changed.</summary>
    public Task RemoveAsync(AuditEntry entry, CancellationToken cancellationToken) => _entries.DeleteAsync(KeyOf(entry), null, cancellationToken);

    /// <summary>Forgets entries from before a time, and returns how many.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _entries.PruneAsync(entry => entry.At < before, cancellationToken);

    private static StateKey KeyOf(AuditEntry entry)
    {
        // The end of the id is random.
        var shard = Convert.ToInt32(entry.Id[^1..], 16) % Shards;
        return new StateKey(string.Create(CultureInfo.InvariantCulture, $"{DayOf(entry.At)}:{shard}"), $"{InvertedTime.KeyOf(entry.At)}:{entry.Id}");
    }
}
