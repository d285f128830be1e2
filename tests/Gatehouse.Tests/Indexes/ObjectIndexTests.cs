using Gatehouse.Indexes;
using Gatehouse.State;
using Gatehouse.Testing;

namespace Gatehouse.Tests.Indexes;

/// <summary>What the hub knows of an object, also while several change it.</summary>
public sealed class ObjectIndexTests : IAsyncLifetime
{
    private readonly TemporaryStores _stores = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_keeps_what_another_wrote_meanwhile(bool isKnown)
    {
        var visits = new ObjectIndexes(_stores.State).Visits;
        if (isKnown)
            await visits.ChangeAsync("hq", "visit", known => known with { Key = "key" }, CancellationToken.None);
        var before = isKnown ? new ObjectRecord { Key = "key" } : new ObjectRecord();
        var isFirst = true;
        var overtaken = new ObjectIndexes(new Overtaken(_stores.State, () =>
        {
            var other = isFirst ? visits.ChangeAsync("hq", "visit", known => known with { PassSerial = "serial" }, CancellationToken.None) : Task.CompletedTask;
            isFirst = false;
            return other;
        })).Visits;

        (await overtaken.ChangeAsync("hq", "visit", known => known with { EndReason = "left" }, CancellationToken.None))
            .ShouldBe(before with { EndReason = "left", PassSerial = "serial" });

        (await visits.FindAsync("hq", "visit", CancellationToken.None)).ShouldBe(before with { EndReason = "left", PassSerial = "serial" });
    }

    [Fact]
    public async Task Of_an_object_that_is_gone_the_grant_that_made_it_stays_known()
    {
        var visits = new ObjectIndexes(_stores.State).Visits;
        await visits.ChangeAsync("hq", "made", known => known with { MadeByGrant = "grant", EndReason = "left", PassSerial = "serial" }, CancellationToken.None);
        await visits.ChangeAsync("hq", "other", known => known with { EndReason = "left" }, CancellationToken.None);

        await visits.RemoveAsync("hq", "made", CancellationToken.None);
        await visits.RemoveAsync("hq", "other", CancellationToken.None);

        (await visits.FindAsync("hq", "made", CancellationToken.None)).ShouldBe(new ObjectRecord { MadeByGrant = "grant" });
        (await visits.FindAsync("hq", "other", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_change_that_changes_nothing_writes_nothing()
    {
        var visits = new ObjectIndexes(_stores.State).Visits;

        (await visits.ChangeAsync("hq", "visit", known => known, CancellationToken.None)).ShouldBe(new ObjectRecord());

        (await visits.FindAsync("hq", "visit", CancellationToken.None)).ShouldBeNull();
    }

    /// <summary>A store before each of whose writes another one comes.</summary>
    private sealed class Overtaken(IStateStore inner, Func<Task> other) : StoreOver(inner)
    {
        protected override async Task<T> CallAsync<T>(string table, bool isWrite, Func<string, Task<T>> call)
        {
            if (isWrite)
                await other();
            return await call(table);
        }
    }
}
