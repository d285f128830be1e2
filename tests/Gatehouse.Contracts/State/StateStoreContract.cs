using System.Text;
using Gatehouse.State;

namespace Gatehouse.Contracts.State;

/// <summary>What every test of a state store starts from: the store, and a table and partition that no other test uses.</summary>
public abstract class StateStoreContract
{
    /// <summary>The adapter under test.</summary>
    protected abstract IStateStore Store { get; }

    protected string Table { get; } = $"T{Guid.NewGuid():N}";

    protected string Partition { get; } = $"p-{Guid.NewGuid():N}";

    protected static CancellationToken None => CancellationToken.None;

    protected StateKey Key(string row) => new(Partition, row);

    protected static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes($"{{\"text\":\"{text}\"}}");

    protected static ReadOnlyMemory<byte> Bytes(int length) => Enumerable.Repeat((byte)'x', length).ToArray();

    protected static byte[] Content(StateRow? row) => row.ShouldNotBeNull().Body.ToArray();

    protected Task<StateRow?> GetAsync(string row) => Store.GetAsync(Table, Key(row), None);

    protected async Task<string> InsertAsync(string row, ReadOnlyMemory<byte>? body = null) =>
        (await Store.InsertAsync(Table, Key(row), body ?? Json(row), None)).ShouldNotBeNull();

    /// <summary>Every row of a range, page by page.</summary>
    protected async Task<List<StateRow>> AllAsync(StateRange range, int limit = StateLimits.PageRows)
    {
        var rows = new List<StateRow>();
        string? continuation = null;
        do
        {
            var page = await Store.QueryAsync(Table, range, limit, continuation, None);
            page.Rows.Count.ShouldBeLessThanOrEqualTo(limit);
            rows.AddRange(page.Rows);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return rows;
    }
}
