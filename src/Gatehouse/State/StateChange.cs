namespace Gatehouse.State;

/// <summary>One row's part in a batch.</summary>
/// <param name="Kind">What happens to the row.</param>
/// <param name="Row">The row within the batch's partition.</param>
/// <param name="Body">The new document; empty for a deletion.</param>
/// <param name="ETag">The version that the row must still have; <see langword="null"/> where none is asked for.</param>
public sealed record StateChange(StateChangeKind Kind, string Row, ReadOnlyMemory<byte> Body, string? ETag)
{
    /// <summary>Adds the row; the batch conflicts when it is present.</summary>
    public static StateChange Insert(string row, ReadOnlyMemory<byte> body) => new(StateChangeKind.Insert, row, body, null);

    /// <summary>Writes the row, present or not.</summary>
    public static StateChange Put(string row, ReadOnlyMemory<byte> body) => new(StateChangeKind.Put, row, body, null);

    /// <summary>Writes the row; the batch conflicts unless the row is present in the version <paramref name="etag"/>.</summary>
    public static StateChange Replace(string row, ReadOnlyMemory<byte> body, string etag) =>
        new(StateChangeKind.Replace, row, body, etag);

    /// <summary>
    /// Removes the row. With an <paramref name="etag"/> the batch conflicts unless the row is present in that version;
    /// without one it conflicts when the row is absent.
    /// </summary>
    public static StateChange Delete(string row, string? etag = null) => new(StateChangeKind.Delete, row, default, etag);
}
