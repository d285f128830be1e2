using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.State;

namespace Gatehouse.Sync;

/// <summary>
/// The ids that a run has seen, so that what is gone can be told at its end: 16 bytes of each id's hash, a row for each page.
/// </summary>
/// <param name="store">Where they are.</param>
public sealed class SyncSeenStore(IStateStore store)
{
    private const string Table = "SyncSeen";
    private const int HashBytes = 16;

    /// <summary>What an id is known by.</summary>
    public static UInt128 HashOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    /// <summary>Writes the ids of a page, in place of what an earlier try of the same page wrote.</summary>
    public async Task WriteAsync(string facility, string run, int page, IReadOnlyCollection<UInt128> ids, CancellationToken cancellationToken)
    {
        UInt128[] hashes = [.. ids];
        var body = MemoryMarshal.AsBytes(hashes.AsSpan()).ToArray();
        await store.PutAsync(Table, new StateKey(PartitionOf(facility, run), RowOf(page)), body, cancellationToken);
    }

    /// <summary>The ids of the first pages of a run.</summary>
    public async Task<HashSet<UInt128>> ReadAsync(string facility, string run, int pages, CancellationToken cancellationToken)
    {
        var seen = new HashSet<UInt128>();
        var range = StateRange.Between(PartitionOf(facility, run), null, RowOf(pages));
        string? continuation = null;
        do
        {
            var part = await store.QueryAsync(Table, range, StateLimits.PageRows, continuation, cancellationToken);
            foreach (var row in part.Rows)
            {
                for (var at = 0; at + HashBytes <= row.Body.Length; at += HashBytes)
                    seen.Add(MemoryMarshal.Read<UInt128>(row.Body.Span[at..]));
            }

            continuation = part.Continuation;
        }
        while (continuation is not null);

        return seen;
    }

    /// <summary>Forgets what a run has seen.</summary>
    public async Task ForgetAsync(string facility, string run, CancellationToken cancellationToken)
    {
        StatePage part;
        do
        {
            part = await store.QueryAsync(Table, StateRange.Of(PartitionOf(facility, run)), StateLimits.BatchRows, null, cancellationToken);
            if (part.Rows.Count > 0)
                await store.BatchAsync(Table, PartitionOf(facility, run), [.. part.Rows.Select(row => StateChange.Delete(row.Key.Row))], cancellationToken);
        }
        while (part.Rows.Count > 0);
    }

    private static string PartitionOf(string facility, string run) => $"{facility}:{run}";

    private static string RowOf(int page) => page.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
}
