using Gatehouse.Indexes;

namespace Gatehouse.Tests.Indexes;

/// <summary>What the hub knows of an object, while several change it.</summary>
public sealed class ObjectIndexTests : IAsyncLifetime
{
    private readonly TemporaryStores _stores = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task Changes_at_the_same_time_are_all_kept()
    {
        var visits = new ObjectIndexes(_stores.State).Visits;
        Func<ObjectRecord, ObjectRecord>[] changes =
        [
            known => known with { EndReason = "left" },
            known => known with { PassSerial = "serial" },
            known => known with { GrantId = "grant" },
            known => known with { MadeByGrant = "maker" },
        ];

        for (var visit = 0; visit < 20; visit++)
        {
            var id = $"visit-{visit}";
            await Task.WhenAll(changes.Select(change => Task.Run(() => visits.ChangeAsync("hq", id, change, CancellationToken.None))));

            (await visits.FindAsync("hq", id, CancellationToken.None))
                .ShouldBe(new ObjectRecord { EndReason = "left", PassSerial = "serial", GrantId = "grant", MadeByGrant = "maker" });
        }
    }

    [Fact]
    public async Task A_change_that_changes_nothing_writes_nothing()
    {
        var visits = new ObjectIndexes(_stores.State).Visits;

        (await visits.ChangeAsync("hq", "visit", known => known, CancellationToken.None)).ShouldBe(new ObjectRecord());

        (await visits.FindAsync("hq", "visit", CancellationToken.None)).ShouldBeNull();
    }
}
