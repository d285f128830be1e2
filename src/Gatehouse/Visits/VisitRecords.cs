using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Security;
using Gatehouse.State;

namespace Gatehouse.Visits;

/// <summary>The hub's own record of visits, for vendors that cannot read them back. Encrypted, since a visit holds its credentials.</summary>
/// <param name="store">Where they are: table Visits, a partition a facility.</param>
/// <param name="protector">Encrypts them.</param>
public sealed class VisitRecords(IStateStore store, DataProtector protector)
{
    private const string Table = "Visits";
    private const string Prefix = "s:";
    private const int PageRows = 200;

    /// <summary>The visit with a vendor's id; <see langword="null"/> when there is no record.</summary>
    public async Task<Visit?> GetAsync(string facility, string id, CancellationToken cancellationToken) =>
        await store.GetAsync(Table, Key(facility, id), cancellationToken) is { } row ? await ReadAsync(row, cancellationToken) : null;

    /// <summary>Writes a visit as it is now, under its facility and id.</summary>
    public async Task PutAsync(Visit visit, CancellationToken cancellationToken)
    {
        var key = Key(visit.Facility, visit.Id);
        var plain = JsonSerializer.SerializeToUtf8Bytes(visit, GatehouseJson.Default.Visit);
        await store.PutAsync(Table, key, await protector.ProtectAsync(Table, key, plain, cancellationToken), cancellationToken);
    }

    /// <summary>Forgets a visit. Returns <see langword="false"/> when there was no record.</summary>
    public Task<bool> DeleteAsync(string facility, string id, CancellationToken cancellationToken) =>
        store.DeleteAsync(Table, Key(facility, id), null, cancellationToken);

    /// <summary>All visits of a facility, in the order of their ids, read page by page.</summary>
    public async IAsyncEnumerable<Visit> ListAsync(string facility, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(Table, StateRange.WithPrefix(facility, Prefix), PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
                yield return await ReadAsync(row, cancellationToken);
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static StateKey Key(string facility, string id) => new(facility, Prefix + id);

    private async Task<Visit> ReadAsync(StateRow row, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await protector.UnprotectAsync(Table, row.Key, row.Body, cancellationToken), GatehouseJson.Default.Visit)
        ?? throw new StateStoreException($"The row {row.Key} of {Table} holds no visit.", false);
}
