using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Passes;

/// <summary>Visitors' passes: table Passes, a partition a pass.</summary>
/// <param name="store">Where they are.</param>
public sealed class PassStore(IStateStore store)
{
    private const string Row = "pass";
    private readonly StateTable<PassRow> _rows = new(store, "Passes", GatehouseJson.Default.PassRow);

    /// <summary>Removes those that were revoked, or ended, before a time.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _rows.PruneAsync(row => row.RevokedAt < before || row.EndsAt < before, cancellationToken);

    /// <summary>The pass with an id.</summary>
    internal Task<StateDocument<PassRow>?> FindAsync(string id, CancellationToken cancellationToken) =>
        _rows.GetAsync(new StateKey(id, Row), cancellationToken);

    /// <summary>Writes a pass, unless somebody else did since it was read.</summary>
    internal async Task<bool> WriteAsync(StateDocument<PassRow>? read, PassRow row, CancellationToken cancellationToken)
    {
        var key = new StateKey(row.Id, Row);
        return (read is null
            ? await _rows.InsertAsync(key, row, cancellationToken)
            : await _rows.ReplaceAsync(key, row, read.ETag, cancellationToken)) is not null;
    }
}
