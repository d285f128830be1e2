using Gatehouse.Contracts.State;
using Gatehouse.Sqlite.State;
using Gatehouse.State;

namespace Gatehouse.Sqlite.Tests.State;

public sealed class SqliteStateRowTests : StateRowContract, IDisposable
{
    private readonly TestDatabase _test = new();

    protected override IStateStore Store => new SqliteStateStore(_test.Database);

    public void Dispose() => _test.Dispose();
}

public sealed class SqliteStateBatchTests : StateBatchContract, IDisposable
{
    private readonly TestDatabase _test = new();

    protected override IStateStore Store => new SqliteStateStore(_test.Database);

    public void Dispose() => _test.Dispose();
}

public sealed class SqliteStateQueryTests : StateQueryContract, IDisposable
{
    private readonly TestDatabase _test = new();

    protected override IStateStore Store => new SqliteStateStore(_test.Database);

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_page_of_large_rows_ends_early()
    {
        for (var i = 0; i < 6; i++)
            await InsertAsync($"{i}", Bytes(StateLimits.BodyBytes));

        var page = await Store.QueryAsync(Table, StateRange.Of(Partition), 1000, null, None);

        page.Rows.Count.ShouldBe(5);
        page.Continuation.ShouldNotBeNull();
    }
}

public sealed class SqliteStateLimitsTests : StateLimitsContract, IDisposable
{
    private readonly TestDatabase _test = new();

    protected override IStateStore Store => new SqliteStateStore(_test.Database);

    public void Dispose() => _test.Dispose();
}
