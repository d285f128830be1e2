using Gatehouse.Contracts.State;
using Gatehouse.State;

namespace Gatehouse.Azure.Tests.State;

[Collection(StorageCollection.Name)]
public sealed class TableStateRowTests(StorageFixture storage) : StateRowContract
{
    protected override IStateStore Store { get; } = storage.Store;
}

[Collection(StorageCollection.Name)]
public sealed class TableStateBatchTests(StorageFixture storage) : StateBatchContract
{
    protected override IStateStore Store { get; } = storage.Store;
}

[Collection(StorageCollection.Name)]
public sealed class TableStateQueryTests(StorageFixture storage) : StateQueryContract
{
    protected override IStateStore Store { get; } = storage.Store;
}

[Collection(StorageCollection.Name)]
public sealed class TableStateLimitsTests(StorageFixture storage) : StateLimitsContract
{
    protected override IStateStore Store { get; } = storage.Store;
}
