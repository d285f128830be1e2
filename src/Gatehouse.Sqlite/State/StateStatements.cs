using System.Runtime.InteropServices;
using Gatehouse.State;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Sqlite.State;

/// <summary>The SQL of the state store.</summary>
internal static class StateStatements
{
    private const int PageBytes = 4 * 1024 * 1024;

    public static StateRow? Get(SqliteSession session, string table, StateKey key)
    {
        using var reader = session.Query(
            "SELECT etag, body FROM state WHERE table_name = ?1 AND partition_key = ?2 AND row_key = ?3",
            table,
            StateKeyBytes.Encode(key.Partition),
            StateKeyBytes.Encode(key.Row));
        return reader.Read() ? Row(reader, key) : null;
    }

    public static string? Insert(SqliteSession session, string table, StateKey key, ReadOnlyMemory<byte> body)
    {
        var etag = Guid.NewGuid();
        var added = session.Execute(
            "INSERT INTO state (table_name, partition_key, row_key, etag, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            table,
            StateKeyBytes.Encode(key.Partition),
            StateKeyBytes.Encode(key.Row),
            etag.ToByteArray(),
            Array(body));
        return added == 1 ? Text(etag) : null;
    }

    public static string Put(SqliteSession session, string table, StateKey key, ReadOnlyMemory<byte> body)
    {
        var etag = Guid.NewGuid();
        session.Execute(
            "INSERT INTO state (table_name, partition_key, row_key, etag, body) VALUES (?1, ?2, ?3, ?4, ?5) "
            + "ON CONFLICT DO UPDATE SET etag = excluded.etag, body = excluded.body",
            table,
            StateKeyBytes.Encode(key.Partition),
            StateKeyBytes.Encode(key.Row),
            etag.ToByteArray(),
            Array(body));
        return Text(etag);
    }

    public static string? Replace(SqliteSession session, string table, StateKey key, ReadOnlyMemory<byte> body, string etag)
    {
        if (!Guid.TryParseExact(etag, "N", out var expected))
            return null;

        var next = Guid.NewGuid();
        var changed = session.Execute(
            "UPDATE state SET etag = ?5, body = ?6 WHERE table_name = ?1 AND partition_key = ?2 AND row_key = ?3 AND etag = ?4",
            table,
            StateKeyBytes.Encode(key.Partition),
            StateKeyBytes.Encode(key.Row),
            expected.ToByteArray(),
            next.ToByteArray(),
            Array(body));
        return changed == 1 ? Text(next) : null;
    }

    public static bool Delete(SqliteSession session, string table, StateKey key, string? etag)
    {
        var partition = StateKeyBytes.Encode(key.Partition);
        var row = StateKeyBytes.Encode(key.Row);
        if (etag is null)
        {
            return session.Execute(
                "DELETE FROM state WHERE table_name = ?1 AND partition_key = ?2 AND row_key = ?3", table, partition, row) == 1;
        }

        return Guid.TryParseExact(etag, "N", out var expected)
            && session.Execute(
                "DELETE FROM state WHERE table_name = ?1 AND partition_key = ?2 AND row_key = ?3 AND etag = ?4",
                table,
                partition,
                row,
                expected.ToByteArray()) == 1;
    }

    public static StatePage Page(SqliteSession session, string table, StateRange range, int limit, StateKey? after)
    {
        // One row more than asked for tells whether there is another page.
        using var reader = range.Partition is { } partition
            ? QueryPartition(session, table, partition, range, limit + 1, after)
            : QueryTable(session, table, limit + 1, after);
        var rows = new List<StateRow>();
        var bytes = 0;
        while (reader.Read())
        {
            if (rows.Count == limit || bytes >= PageBytes)
                return new StatePage(rows, StateContinuation.Encode(rows[^1].Key));

            var key = new StateKey(
                range.Partition ?? StateKeyBytes.Decode(reader.GetFieldValue<byte[]>(2)),
                StateKeyBytes.Decode(reader.GetFieldValue<byte[]>(3)));
            var row = Row(reader, key);
            bytes += row.Body.Length;
            rows.Add(row);
        }

        return new StatePage(rows, Continuation: null);
    }

    private static SqliteDataReader QueryPartition(
        SqliteSession session, string table, string partition, StateRange range, int limit, StateKey? after)
    {
        var from = StateKeyBytes.Encode(range.From ?? "");
        return session.Query(
            "SELECT etag, body, partition_key, row_key FROM state "
            + "WHERE table_name = ?1 AND partition_key = ?2 AND row_key >= ?3 AND row_key < ?4 ORDER BY row_key LIMIT ?5",
            table,
            StateKeyBytes.Encode(partition),
            after is { } last ? StateKeyBytes.After(last.Row) : from,
            range.Before is { } before ? StateKeyBytes.Encode(before) : StateKeyBytes.Last,
            (long)limit);
    }

    private static SqliteDataReader QueryTable(SqliteSession session, string table, int limit, StateKey? after) => session.Query(
        "SELECT etag, body, partition_key, row_key FROM state "
        + "WHERE table_name = ?1 AND (partition_key, row_key) >= (?2, ?3) ORDER BY partition_key, row_key LIMIT ?4",
        table,
        StateKeyBytes.Encode(after?.Partition ?? ""),
        after is { } last ? StateKeyBytes.After(last.Row) : [],
        (long)limit);

    private static StateRow Row(SqliteDataReader reader, StateKey key) =>
        new(key, reader.GetFieldValue<byte[]>(1), Text(new Guid(reader.GetFieldValue<byte[]>(0))));

    /// <summary>The provider binds arrays only; most bodies are one already.</summary>
    private static byte[] Array(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment) && segment.Array is { } array && array.Length == segment.Count
            ? array
            : body.ToArray();

    private static string Text(Guid etag) => etag.ToString("N");
}
