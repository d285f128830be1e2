using Gatehouse.Contracts.Lanes;
using Gatehouse.Sqlite.State;
using Gatehouse.Sqlite.Work;
using Gatehouse.State;
using Gatehouse.Work;

namespace Gatehouse.Sqlite.Tests.Lanes;

public sealed class SqliteLaneWorkTests : LaneWorkContract, IDisposable
{
    private readonly SharedFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override IStateStore OpenStore() => new SqliteStateStore(_file.Open());

    protected override IWorkQueue OpenQueue() => new SqliteWorkQueue(_file.Open(), Clock);
}

public sealed class SqliteLaneOrderTests : LaneOrderContract, IDisposable
{
    private readonly SharedFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override IStateStore OpenStore() => new SqliteStateStore(_file.Open());

    protected override IWorkQueue OpenQueue() => new SqliteWorkQueue(_file.Open(), Clock);
}

public sealed class SqliteLaneSafetyTests : LaneSafetyContract, IDisposable
{
    private readonly SharedFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override IStateStore OpenStore() => new SqliteStateStore(_file.Open());

    protected override IWorkQueue OpenQueue() => new SqliteWorkQueue(_file.Open(), Clock);
}
