using Gatehouse.State;
using Gatehouse.Testing;

namespace Gatehouse.Contracts.Lanes;

/// <summary>A store as one process sees it: its tables are the test's own, and each call is a step.</summary>
public sealed class SteppedStore(IStateStore inner, string scope, LaneSteps steps) : StoreOver(inner)
{
    private int _writes;
    private int _rowsRead;

    /// <summary>How many writes there were, a batch counting as one.</summary>
    public int Writes => _writes;

    /// <summary>How many rows queries returned.</summary>
    public int RowsRead => _rowsRead;

    public override async Task<StatePage> QueryAsync(string table, StateRange range, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await base.QueryAsync(table, range, limit, continuation, cancellationToken);
        Interlocked.Add(ref _rowsRead, page.Rows.Count);
        return page;
    }

    protected override Task<T> CallAsync<T>(string table, bool isWrite, Func<string, Task<T>> call)
    {
        if (isWrite)
            Interlocked.Increment(ref _writes);
        return steps.TakeAsync(() => call(table + scope));
    }
}
