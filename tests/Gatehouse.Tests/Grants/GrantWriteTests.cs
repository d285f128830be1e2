using Gatehouse.Errors;
using Gatehouse.Grants;
using Gatehouse.Model;
using Gatehouse.Security;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Validation;

namespace Gatehouse.Tests.Grants;

/// <summary>Changes of one grant that meet each other, or the workers.</summary>
public sealed class GrantWriteTests : IAsyncLifetime
{
    private readonly TemporaryStores _stores = new();

    public async Task InitializeAsync() => await new HubKeys(_stores.Secrets).EnsureAsync(CancellationToken.None);

    public Task DisposeAsync() => _stores.DisposeAsync().AsTask();

    [Fact]
    public async Task A_change_of_a_window_keeps_what_another_changed_meanwhile()
    {
        await using var process = await StartAsync();
        var (from, to) = Window();
        var id = await process.CreateAsync("one", 1, from, to);

        await process.Changes.ChangeAsync(
            id, Patch(to: to.AddHours(2)), Meanwhile(() => process.Changes.ChangeAsync(id, Patch(from: from.AddHours(-2)), _ => true, CancellationToken.None)), CancellationToken.None);

        var grant = await process.Grants.GetAsync(id, CancellationToken.None);
        (grant.Grant.Value.Window.From, grant.Grant.Value.Window.To).ShouldBe((from.AddHours(-2), to.AddHours(2)));
        grant.Targets[0].Value.Wish.Window.ShouldBe(grant.Grant.Value.Window);
    }

    [Fact]
    public async Task What_was_revoked_meanwhile_gets_no_targets()
    {
        await using var process = await StartAsync();
        var (from, to) = Window();
        var id = await process.CreateAsync("one", 1, from, to);
        var patch = new Input<GrantPatch>(new GrantPatch { AddTargets = [new GrantTargetDraft { Facility = "site", AccessPoints = [new() { Id = "1" }] }] });

        var refused = await Should.ThrowAsync<HubException>(() => process.Changes.ChangeAsync(
            id, patch, Meanwhile(() => process.Changes.RevokeAsync(id, null, _ => true, CancellationToken.None)), CancellationToken.None));

        (refused.Kind, refused.Code).ShouldBe((HubErrorKind.Conflict, "grant_revoked"));
        (await process.Grants.GetAsync(id, CancellationToken.None)).Targets.ShouldHaveSingleItem().Value.Wish.Present.ShouldBeFalse();
    }

    [Fact]
    public async Task What_expired_and_was_then_revoked_does_not_come_back()
    {
        await using var process = await StartAsync();
        var (from, to) = Window();
        var id = await process.CreateAsync("one", 1, from, to);
        await process.DrainAsync();
        _stores.Clock.Advance(to - _stores.Clock.GetUtcNow());
        await process.SweepAsync();
        await process.DrainAsync();
        (await StateAsync(process, id)).ShouldBe(GrantState.Expired);

        // As one of many: the grant as such is not marked.
        await process.Changes.RevokeAsync(id, null, _ => true);
        await process.Changes.ChangeAsync(id, Patch(to: to.AddHours(5)), _ => true, CancellationToken.None);

        (await StateAsync(process, id)).ShouldBe(GrantState.Revoked);
    }

    [Fact]
    public async Task A_revoke_of_many_targets_that_are_worked_comes_to_its_end()
    {
        var busy = false;
        await using var process = await StartAsync(inner => new BusyStore(inner, () => busy));
        var (from, to) = Window();
        var id = await process.CreateAsync("one", 30, from, to);
        busy = true;

        var grant = await process.Changes.RevokeAsync(id, null, _ => true, CancellationToken.None);

        grant.Targets.ShouldAllBe(target => !target.Value.Wish.Present);
    }

    // While the first change asks what it covers, the other one is done.
    private static Predicate<string> Meanwhile(Func<Task> change)
    {
        var isDone = false;
        return _ =>
        {
            if (!isDone)
            {
                isDone = true;
                Task.Run(change).GetAwaiter().GetResult();
            }

            return true;
        };
    }

    private static async Task<GrantState> StateAsync(GrantProcess process, string id) =>
        (await process.Grants.GetAsync(id, CancellationToken.None)).Targets[0].Value.State;

    private static Input<GrantPatch> Patch(DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new(new GrantPatch { Window = new TimeWindow { From = from, To = to } });

    private (DateTimeOffset From, DateTimeOffset To) Window() => (_stores.Clock.GetUtcNow().AddHours(-1), _stores.Clock.GetUtcNow().AddHours(4));

    private async Task<GrantProcess> StartAsync(Func<IStateStore, IStateStore>? wrap = null)
    {
        var process = new GrantProcess(_stores, new FakeAccessVendor(VendorKind.Searched, _stores.Clock), wrap: wrap);
        await process.SaveFacilityAsync();
        return process;
    }

    /// <summary>A store whose workers write some row of every larger batch of grants first.</summary>
    private sealed class BusyStore(IStateStore inner, Func<bool> isBusy) : StoreOver(inner)
    {
        public override Task<bool> BatchAsync(string table, string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken) =>
            isBusy() && table == GrantStore.Table && changes.Count > 2 ? Task.FromResult(false) : base.BatchAsync(table, partition, changes, cancellationToken);
    }
}
