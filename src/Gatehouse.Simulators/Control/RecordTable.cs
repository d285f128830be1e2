namespace Gatehouse.Simulators.Control;

/// <summary>A vendor's records of one kind, ordered by key. Every member is atomic and thread-safe; records are immutable.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TRecord">The record's type.</typeparam>
/// <param name="keyOf">Gives the key of a record.</param>
public sealed class RecordTable<TKey, TRecord>(Func<TRecord, TKey> keyOf)
    where TKey : notnull
    where TRecord : class
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<TKey, TRecord> _records = [];

    /// <summary>How many records there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _records.Count;
        }
    }

    /// <summary>The record with a key, or null.</summary>
    public TRecord? Find(TKey key)
    {
        lock (_lock)
            return _records.GetValueOrDefault(key);
    }

    /// <summary>The records that fit, by key; all without <paramref name="fits"/>.</summary>
    public IReadOnlyList<TRecord> List(Func<TRecord, bool>? fits = null)
    {
        lock (_lock)
            return fits is null ? [.. _records.Values] : [.. _records.Values.Where(fits)];
    }

    /// <summary>Adds a record, or replaces the one with its key.</summary>
    public void Put(TRecord record)
    {
        lock (_lock)
            _records[keyOf(record)] = record;
    }

    /// <summary>Replaces a record by what <paramref name="change"/> makes of it.</summary>
    /// <returns>The new record, or null when there is none with this key.</returns>
    public TRecord? Change(TKey key, Func<TRecord, TRecord> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
            return _records.TryGetValue(key, out var record) ? _records[key] = change(record) : null;
    }

    /// <summary>Removes a record.</summary>
    /// <returns>The record that was removed, or null when there was none.</returns>
    public TRecord? Remove(TKey key)
    {
        lock (_lock)
            return _records.Remove(key, out var record) ? record : null;
    }

    /// <summary>Removes all records.</summary>
    public void Clear()
    {
        lock (_lock)
            _records.Clear();
    }
}
