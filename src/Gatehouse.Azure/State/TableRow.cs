using Azure.Data.Tables;
using Gatehouse.State;

namespace Gatehouse.Azure.State;

/// <summary>
/// A row as an entity: the body in binary properties of at most 64 KiB, and the id of the write, by which a write that the client
/// repeated, because the answer to its first try got lost, knows its own work.
/// </summary>
internal static class TableRow
{
    public const string WriteId = "Write";
    private const int PropertyBytes = 64 * 1024;

    private static readonly string[] Names =
        [.. Enumerable.Range(0, (StateLimits.BodyBytes + PropertyBytes - 1) / PropertyBytes).Select(i => $"Body{i}")];

    public static TableEntity Write(StateKey key, ReadOnlyMemory<byte> body)
    {
        var entity = Empty(key);
        entity[WriteId] = Guid.NewGuid().ToByteArray();
        for (var i = 0; i * PropertyBytes < body.Length; i++)
        {
            var start = i * PropertyBytes;
            entity[Names[i]] = body.Slice(start, Math.Min(PropertyBytes, body.Length - start)).ToArray();
        }

        return entity;
    }

    /// <summary>The key alone.</summary>
    public static TableEntity Empty(StateKey key) => new(StateKeyEncoding.Encode(key.Partition), StateKeyEncoding.Encode(key.Row));

    public static StateRow Read(TableEntity entity)
    {
        var key = new StateKey(StateKeyEncoding.Decode(entity.PartitionKey), StateKeyEncoding.Decode(entity.RowKey));
        return new StateRow(key, Body(entity), entity.ETag.ToString());
    }

    public static bool IsSameWrite(TableEntity one, TableEntity other) =>
        one.GetBinary(WriteId) is { } id && other.GetBinary(WriteId) is { } otherId && id.AsSpan().SequenceEqual(otherId);

    private static byte[] Body(TableEntity entity)
    {
        var parts = new List<byte[]>();
        foreach (var name in Names)
        {
            if (entity.GetBinary(name) is not { } part)
                break;

            parts.Add(part);
        }

        if (parts is [var only])
            return only;

        var body = new byte[parts.Sum(part => part.Length)];
        var end = 0;
        foreach (var part in parts)
        {
            part.CopyTo(body, end);
            end += part.Length;
        }

        return body;
    }
}
