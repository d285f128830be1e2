using Gatehouse.Contracts.Lanes;
using Gatehouse.DeadLetters;
using Gatehouse.Grants;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Validation;
using Gatehouse.Work;

namespace Gatehouse.Tests.Grants;

/// <summary>What was answered to somebody who revokes many at once is done, whatever becomes of its message.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private const int Grants = 3;
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(3);
    private TemporaryStores _stores = new();
    private FakeAccessVendor _vendor = null!;

    public async Task InitializeAsync()
    {
        await new HubKeys(_stores.Secrets).EnsureAsync(CancellationToken.None);
        _vendor = new FakeAccessVendor(VendorKind.Searched, _stores.Clock);
    }

    public Task DisposeAsync() => _stores.DisposeAsync().AsTask();

    [Fact]
    public async Task A_revocation_whose_message_was_lost_is_taken_up_by_the_sweep()
    {
        await using var process = await StartAsync("one");
        var id = await BeginAsync(process);
        await process.DrainAsync(times: 0);
        _vendor.Live.Count.ShouldBe(Grants);

        await LaterAsync(process);

        _vendor.Live.ShouldBeEmpty();
        (await process.Get<RevocationStore>().FindAsync(id, CancellationToken.None)).ShouldNotBeNull().Value.Done.ShouldBeTrue();
        (await OpenAsync(process)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_death_at_any_step_leaves_what_was_asked_for_to_the_sweep()
    {
        for (var at = 1; ; at++)
        {
            await DisposeAsync();
            _stores = new TemporaryStores();
            await InitializeAsync();
            await using var process = await StartAsync("death");
            var steps = new LaneSteps { FaultAt = at, Fault = LaneFault.Dies };
            var isAnswered = false;
            await using (var mortal = new GrantProcess(_stores, _vendor, steps))
            {
                await mortal.LivesAsync(async living =>
                {
                    await BeginAsync(living);
                    isAnswered = true;
                    await living.DrainAsync();
                });
            }

            for (var i = 0; i < 3; i++)
                await LaterAsync(process);
            if (isAnswered)
                _vendor.Live.ShouldBeEmpty($"at step {at}");
            (await OpenAsync(process)).ShouldBeEmpty($"at step {at}");
            if (!steps.IsReached)
            {
                at.ShouldBeGreaterThan(10);
                return;
            }
        }
    }

    [Fact]
    public async Task A_revocation_that_is_gone_on_with_is_not_asked_for_again_and_one_that_fails_ever_more_seldom()
    {
        await using var process = await StartAsync("seldom");
        await BeginAsync(process);
        await process.DrainAsync(times: 0);

        var asked = new List<int>();
        for (var minute = 1; minute <= 30; minute++)
        {
            _stores.Clock.Advance(TimeSpan.FromMinutes(1));
            await process.SweepAsync();
            if ((await OpenAsync(process)).Single().Sweeps > asked.Count)
                asked.Add(minute);
            await process.DrainAsync(times: 0);
        }

        asked.ShouldBe([2, 6, 14, 30]);
    }

    [Fact]
    public async Task A_message_that_fails_each_time_becomes_a_dead_letter_that_is_replayed()
    {
        await using var process = await StartAsync("poisoned");
        var id = await BeginAsync(process);
        await process.DrainAsync(times: 0);
        var poison = process.Get<IEnumerable<IQueueWork>>().Single(work => work.Queue == WorkQueues.GrantFanOut + WorkLimits.PoisonSuffix);
        await poison.HandleAsync(new QueueDelivery("m1", new FanOutMessage(null, id, null).ToString(), _stores.Clock.GetUtcNow()), CancellationToken.None);

        var letters = process.Get<DeadLetterService>();
        var letter = (await letters.ListAsync(new DeadLetterQuery { Reference = id }, new PageRequest(10), CancellationToken.None)).Items.ShouldHaveSingleItem();
        letter.Letter.Queue.ShouldBe(WorkQueues.GrantFanOut);
        await letters.ReplayAsync(letter.Id, CancellationToken.None);
        await process.DrainAsync();

        _vendor.Live.ShouldBeEmpty();
    }

    private async Task<GrantProcess> StartAsync(string keys)
    {
        var process = new GrantProcess(_stores, _vendor);
        await process.SaveFacilityAsync();
        var from = _stores.Clock.GetUtcNow().AddHours(-1);
        for (var i = 0; i < Grants; i++)
            await process.CreateAsync($"{keys}-{i}", 1, from, from.AddDays(2));
        await process.DrainAsync();
        return process;
    }

    private static async Task<string> BeginAsync(GrantProcess process) =>
        (await process.Get<Revocations>().BeginAsync(
            new Input<RevocationDraft>(new RevocationDraft { Facility = "site" }), null, null, CancellationToken.None)).Id;

    private async Task LaterAsync(GrantProcess process)
    {
        _stores.Clock.Advance(Later);
        await process.SweepAsync();
        await process.DrainAsync();
    }

    private static async Task<List<OpenRevocation>> OpenAsync(GrantProcess process)
    {
        var open = new List<OpenRevocation>();
        await foreach (var row in process.Get<RevocationStore>().OpenAsync(CancellationToken.None))
            open.Add(row.Value);
        return open;
    }
}
