using Gatehouse.Contracts.Lanes;
using Gatehouse.State;
using Gatehouse.Work;

namespace Gatehouse.Azure.Tests.Lanes;

[Collection(StorageCollection.Name)]
public sealed class StorageLaneWorkTests(StorageFixture storage) : LaneWorkContract
{
    protected override IStateStore OpenStore() => storage.Store;

    protected override IWorkQueue OpenQueue() => storage.Queue;

    protected override async Task PassAsync(TimeSpan span)
    {
        await base.PassAsync(span);
        await Task.Delay(span);
    }
}

[Collection(StorageCollection.Name)]
public sealed class StorageLaneOrderTests(StorageFixture storage) : LaneOrderContract
{
    // Azurite sorts the whole partition for each query.
    protected override int Haystack => 2_000;

    protected override IStateStore OpenStore() => storage.Store;

    protected override IWorkQueue OpenQueue() => storage.Queue;
}

[Collection(StorageCollection.Name)]
public sealed class StorageLaneSafetyTests(StorageFixture storage) : LaneSafetyContract
{
    protected override IStateStore OpenStore() => storage.Store;

    protected override IWorkQueue OpenQueue() => storage.Queue;

    protected override async Task PassAsync(TimeSpan span)
    {
        await base.PassAsync(span);
        await Task.Delay(span);
    }
}
