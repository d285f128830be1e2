using Gatehouse.Contracts.Work;
using Gatehouse.Work;

namespace Gatehouse.Azure.Tests.Work;

[Collection(StorageCollection.Name)]
public sealed class StorageWorkDeliveryTests(StorageFixture storage) : WorkDeliveryContract
{
    protected override IWorkQueue Queue { get; } = storage.Queue;

    protected override Task PassAsync(TimeSpan span) => Task.Delay(span);
}

[Collection(StorageCollection.Name)]
public sealed class StorageWorkLimitsTests(StorageFixture storage) : WorkLimitsContract
{
    protected override IWorkQueue Queue { get; } = storage.Queue;

    protected override Task PassAsync(TimeSpan span) => Task.Delay(span);
}
