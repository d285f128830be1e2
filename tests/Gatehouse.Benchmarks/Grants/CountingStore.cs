using Gatehouse.State;
using Gatehouse.Testing;

namespace Gatehouse.Benchmarks.Grants;

/// <summary>A store that counts its writes, a batch as one.</summary>
internal sealed class CountingStore(IStateStore inner) : StoreOver(inner)
{
    private long _writes;

    public long Writes => Interlocked.Read(ref _writes);

    public static CountingStore Decorate(IServiceProvider provider, ServiceDescriptor registered) =>
        new((IStateStore)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!));

    protected override Task<T> CallAsync<T>(string table, bool isWrite, Func<string, Task<T>> call)
    {
        if (isWrite)
            Interlocked.Increment(ref _writes);
        return call(table);
    }
}
