using System.Text;
using System.Text.Json;
using Gatehouse.AccessEvents;
using Gatehouse.Audit;
using Gatehouse.Creates;
using Gatehouse.Credentials;
using Gatehouse.DeadLetters;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Idempotency;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.Passes;
using Gatehouse.Reconciliation;
using Gatehouse.Retention;
using Gatehouse.Security;
using Gatehouse.State;
using Gatehouse.Subscriptions;
using Gatehouse.Sync;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Gatehouse.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Tests.Retention;

public sealed class PruneStateTests : IAsyncLifetime
{
    private readonly TemporaryStores _stores = new();
    private IdempotencyStore _requests = null!;
    private CreateRunner _creates = null!;
    private SyncRunStore _runs = null!;
    private InboxStore _webhooks = null!;
    private VisitRecords _visits = null!;

    public async Task InitializeAsync()
    {
        var keys = new HubKeys(_stores.Secrets);
        await keys.EnsureAsync(CancellationToken.None);
        _requests = new IdempotencyStore(
            _stores.State, new Fingerprints(keys), new DataProtector(keys), _stores.Clock, NullLogger<IdempotencyStore>.Instance);
        _creates = new CreateRunner(_stores.State, _stores.Clock, NullLogger<CreateRunner>.Instance);
        _runs = new SyncRunStore(_stores.State);
        _webhooks = new InboxStore(_stores.State, new DataProtector(keys));
        _visits = new VisitRecords(_stores.State, new DataProtector(keys), _stores.Clock);
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task Requests_are_kept_for_24_hours()
    {
        await ClaimAsync("old");
        _stores.Clock.Advance(TimeSpan.FromHours(1));
        await ClaimAsync("young");

        await PruneAsync();
        (await CountAsync("Idempotency")).ShouldBe(2);
        _stores.Clock.Advance(TimeSpan.FromHours(23));
        await PruneAsync();

        (await CountAsync("Idempotency")).ShouldBe(1);
        (await ClaimAsync("young")).ShouldBeOfType<IdempotencyClaim.Replay>();
    }

    [Fact]
    public async Task More_than_a_page_is_removed_at_once()
    {
        for (var i = 0; i < 600; i++)
            await ClaimAsync(FormattableString.Invariant($"request {i}"));
        _stores.Clock.Advance(IdempotencyStore.Retention);

        await PruneAsync();

        (await CountAsync("Idempotency")).ShouldBe(0);
    }

    [Fact]
    public async Task A_create_is_kept_until_its_days_are_over_and_for_good_when_its_outcome_is_unknown()
    {
        await RunAsync("succeeded", _ => Task.FromResult("made"));
        await Should.ThrowAsync<Exception>(RunAsync("unknown", _ => throw new VendorException(new VendorError(VendorErrorKind.Timeout, "?", EffectUnknown: true))));

        _stores.Clock.Advance(TimeSpan.FromDays(30));
        await PruneAsync();
        (await CountAsync("Operations")).ShouldBe(2);
        _stores.Clock.Advance(TimeSpan.FromTicks(1));
        await PruneAsync();

        (await _creates.IsRecordedAsync("succeeded", CancellationToken.None)).ShouldBeFalse();
        (await _creates.IsRecordedAsync("unknown", CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Reports_are_kept_as_long_as_the_setting_says()
    {
        await _runs.OpenAsync("f1", "run-1", _stores.Clock.GetUtcNow(), CancellationToken.None);
        _stores.Clock.Advance(TimeSpan.FromDays(2));
        await _runs.OpenAsync("f1", "run-2", _stores.Clock.GetUtcNow(), CancellationToken.None);

        await PruneAsync(new RetentionOptions { SyncRunDays = 1 });

        (await CountAsync("SyncRuns")).ShouldBe(1);
    }

    [Fact]
    public async Task What_comparisons_found_goes_with_their_reports()
    {
        var findings = new ReconcileStore(_stores.State, _stores.Clock);
        await findings.WriteAsync("f1", "old", 0, [new ReconcileFinding("g", 0, FindingKind.Missing, true)], CancellationToken.None);
        _stores.Clock.Advance(TimeSpan.FromDays(31));
        await findings.WriteAsync("f1", "new", 0, [new ReconcileFinding("g", 0, FindingKind.Missing, true)], CancellationToken.None);

        await PruneAsync();

        (await findings.ReadAsync("f1", "old", CancellationToken.None)).ShouldBeEmpty();
        (await findings.ReadAsync("f1", "new", CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_pruned_keeps_nothing_else_from_it_and_is_told()
    {
        await ClaimAsync("old");
        await _runs.OpenAsync("f1", "run-1", _stores.Clock.GetUtcNow(), CancellationToken.None);
        await _stores.State.PutAsync("Operations", new StateKey("broken", "operation"), "no document"u8.ToArray(), CancellationToken.None);
        _stores.Clock.Advance(TimeSpan.FromDays(31));

        var error = await Should.ThrowAsync<AggregateException>(() => PruneAsync());

        error.InnerExceptions.ShouldHaveSingleItem();
        (await CountAsync("Idempotency")).ShouldBe(0);
        (await CountAsync("SyncRuns")).ShouldBe(0);
    }

    [Fact]
    public async Task The_body_of_a_webhook_is_forgotten_after_30_days_and_its_hash_much_later()
    {
        var facility = new Facility { Id = "f1", Name = "f1", System = "none", TimeZone = "UTC" };
        await new FacilityStore(_stores.State).SaveAsync(facility, null, CancellationToken.None);
        var webhook = await TakeInAsync("aa-ended");
        var waiting = await TakeInAsync("bb-waiting");
        var read = (await _webhooks.FindAsync("f1", webhook.Id, CancellationToken.None))!;
        await _webhooks.SaveAsync(read, webhook with { Status = WebhookStatus.Processed }, null, CancellationToken.None);
        _stores.Clock.Advance(TimeSpan.FromDays(30));
        await PruneAsync();
        (await BodyAsync(webhook)).ShouldNotBeNull();

        _stores.Clock.Advance(TimeSpan.FromTicks(1));
        await PruneAsync();

        (await BodyAsync(webhook)).ShouldBeNull();
        (await BodyAsync(waiting)).ShouldNotBeNull();
        (await _webhooks.FindAsync("f1", webhook.Id, CancellationToken.None))!.Value.Webhook.BodyHash.ShouldBe("hash");
        (await _webhooks.ListAsync("f1", null, null, new PageRequest(10), CancellationToken.None)).Items.ShouldHaveSingleItem().Id.ShouldBe(waiting.Id);
        (await _webhooks.ClaimAsync(webhook, "body"u8.ToArray(), CancellationToken.None)).ShouldBeFalse();

        _stores.Clock.Advance(TimeSpan.FromDays(370) - TimeSpan.FromTicks(1));
        await PruneAsync(new RetentionOptions { WebhookHashDays = 400 });
        (await _webhooks.ClaimAsync(webhook, "body"u8.ToArray(), CancellationToken.None)).ShouldBeFalse();
        _stores.Clock.Advance(TimeSpan.FromTicks(1));
        await PruneAsync(new RetentionOptions { WebhookHashDays = 400 });

        (await CountAsync("Inbox")).ShouldBe(3, "What waits still: its row, the row of its time, and the one that says that it waits.");
        (await _webhooks.ClaimAsync(webhook, "body"u8.ToArray(), CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_hash_outlives_the_body_whatever_the_setting_says()
    {
        var facility = new Facility { Id = "f1", Name = "f1", System = "none", TimeZone = "UTC" };
        await new FacilityStore(_stores.State).SaveAsync(facility, null, CancellationToken.None);
        var webhook = await TakeInAsync("aa-ended");
        await _webhooks.SaveAsync((await _webhooks.FindAsync("f1", webhook.Id, CancellationToken.None))!, webhook with { Status = WebhookStatus.Processed }, null, CancellationToken.None);
        _stores.Clock.Advance(TimeSpan.FromDays(29));

        await PruneAsync(new RetentionOptions { WebhookHashDays = 1 });

        (await BodyAsync(webhook)).ShouldNotBeNull();
        (await _webhooks.ClaimAsync(webhook, "body"u8.ToArray(), CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Dead_letters_are_kept_for_their_days_after_they_were_last_replayed()
    {
        var letters = new DeadLetterStore(_stores.State);
        var letter = new DeadLetter { Queue = "lane-work", Message = "m", Reason = "Broken.", Attempts = 5, At = _stores.Clock.GetUtcNow() };
        await letters.AddAsync(letter, "old", CancellationToken.None);
        await letters.AddAsync(letter with { ReplayedAt = letter.At.AddDays(1) }, "replayed", CancellationToken.None);
        _stores.Clock.Advance(TimeSpan.FromDays(90));
        await PruneAsync();
        (await letters.ListAsync("lane-work", CancellationToken.None).CountAsync()).ShouldBe(2);

        _stores.Clock.Advance(TimeSpan.FromTicks(1));
        await PruneAsync();

        (await letters.ListAsync("lane-work", CancellationToken.None).CountAsync()).ShouldBe(1);
        (await letters.FindOfAsync("lane-work", "old", CancellationToken.None)).ShouldBeNull();
        (await letters.FindOfAsync("lane-work", "replayed", CancellationToken.None)).ShouldNotBeNull();
        (await CountAsync("DeadLetters")).ShouldBe(2);
    }

    [Fact]
    public async Task Events_deliveries_and_passages_are_kept_as_long_as_their_settings_say()
    {
        var now = _stores.Clock.GetUtcNow();
        var told = EventDraft.Of(EventTypes.AccessEvent, "hq", "facilities/hq/access-events/1", 1, now, JsonElement.Parse("{}"));
        var position = EventPosition.Of(told, now);
        await new EventStore(_stores.State).AddAsync(position, told, CancellationToken.None);
        var delivery = new Delivery { EventId = told.Id, Type = told.Type, State = DeliveryState.Delivered, CreatedAt = now };
        await new DeliveryStore(_stores.State).InsertAsync("s", DeliveryStore.RowOf(told), delivery, CancellationToken.None);
        var passages = new AccessEventStore(_stores.State);
        var passage = new AccessEvent { Id = "1", Facility = "hq", Time = now };
        await passages.AddAsync(passage, told, CancellationToken.None);
        await passages.Outbox.RemoveAsync("hq", told, CancellationToken.None);
        var options = new RetentionOptions { EventDays = 20, AccessEventDays = 10 };

        _stores.Clock.Advance(TimeSpan.FromDays(10));
        await PruneAsync(options);
        (await passages.IsKnownAsync(passage, CancellationToken.None)).ShouldBeTrue();
        _stores.Clock.Advance(TimeSpan.FromTicks(1));
        await PruneAsync(options);
        (await passages.IsKnownAsync(passage, CancellationToken.None)).ShouldBeFalse();
        (await CountAsync("AccessEvents")).ShouldBe(0);

        _stores.Clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromTicks(1));
        await PruneAsync(options);
        (await CountAsync("Events"), await CountAsync("Deliveries")).ShouldBe((1, 1));
        _stores.Clock.Advance(TimeSpan.FromTicks(1));
        await PruneAsync(options);
        (await CountAsync("Events"), await CountAsync("Deliveries")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Visits_are_kept_until_their_days_are_over_with_whom_they_let_in()
    {
        await new FacilityStore(_stores.State).SaveAsync(
            new Facility { Id = "f1", Name = "F", System = "test", TimeZone = "UTC" }, null, CancellationToken.None);
        var over = _stores.Clock.GetUtcNow().AddHours(1);
        await PutVisitAsync("expected", VisitStatus.Expected, over);
        await PutVisitAsync("departed", VisitStatus.Departed, over);
        await PutVisitAsync("here", VisitStatus.Arrived, over);
        await PutVisitAsync("long", VisitStatus.Expected, over.AddDays(2));
        await PutVisitAsync("coming", VisitStatus.Expected, null);
        await PutVisitAsync("cancelled", VisitStatus.Cancelled, null);

        _stores.Clock.Advance(TimeSpan.FromDays(90));
        await PruneAsync();
        (await VisitsAsync()).Count.ShouldBe(6);
        _stores.Clock.Advance(TimeSpan.FromDays(1));
        await PruneAsync();

        (await VisitsAsync()).ShouldBe(["coming", "here", "long"]);
        foreach (var id in new[] { "expected", "here" })
            (await _visits.FindByHolderAsync("f1", $"holder of {id}", CancellationToken.None)).ShouldBe(id == "here" ? id : null);
        (await CountAsync("Visits")).ShouldBe(3 * 3);
        await PruneAsync(new RetentionOptions { VisitDays = 1 });
        (await VisitsAsync()).ShouldBe(["coming", "here"]);
    }

    private Task PutVisitAsync(string id, VisitStatus status, DateTimeOffset? to) => _visits.PutAsync(
        new Visit
        {
            Id = id,
            Facility = "f1",
            Status = status,
            Visitor = new Visitor { Name = id },
            Window = to is null ? null : new TimeWindow { From = to.Value.AddHours(-1), To = to },
        },
        $"holder of {id}",
        CancellationToken.None);

    private async Task<IReadOnlyList<string>> VisitsAsync() =>
        await _visits.ListAsync("f1", CancellationToken.None).Select(visit => visit.Id).ToListAsync();

    private async Task<Webhook> TakeInAsync(string id)
    {
        var webhook = new Webhook
        {
            Id = id,
            Facility = "f1",
            Status = WebhookStatus.Received,
            ReceivedAt = _stores.Clock.GetUtcNow(),
            BodyHash = "hash",
            BodyBytes = 4,
        };
        (await _webhooks.ClaimAsync(webhook, "body"u8.ToArray(), CancellationToken.None)).ShouldBeTrue();
        return webhook;
    }

    private async Task<byte[]?> BodyAsync(Webhook webhook) =>
        await _webhooks.OpenAsync((await _webhooks.FindAsync("f1", webhook.Id, CancellationToken.None))!, CancellationToken.None);

    private Task PruneAsync(RetentionOptions? options = null) =>
        new PruneState(
            _requests, _creates, _runs, new ReconcileStore(_stores.State, _stores.Clock), new EventStore(_stores.State), new DeliveryStore(_stores.State), new AuditStore(_stores.State), new AccessEventStore(_stores.State),
            new RenewalStore(_stores.State, new DataProtector(new HubKeys(_stores.Secrets))), new PassStore(_stores.State),
            _webhooks, new DeadLetterStore(_stores.State), _visits, new FacilityStore(_stores.State), Options.Create(options ?? new RetentionOptions()), _stores.Clock, NullLogger<PruneState>.Instance)
            .RunAsync(CancellationToken.None);

    private async Task<IdempotencyClaim> ClaimAsync(string key)
    {
        var claim = await _requests.ClaimAsync("caller", key, Encoding.UTF8.GetBytes(key), CancellationToken.None);
        if (claim is IdempotencyClaim.Claimed claimed)
            await _requests.CompleteAsync(claimed, new StoredAnswer(204, null, null, ReadOnlyMemory<byte>.Empty), CancellationToken.None);
        return claim;
    }

    private Task<string> RunAsync(string id, Func<string, Task<string>> call) => _creates.RunAsync(
        new CreateRun<string>
        {
            Id = id,
            Operation = "things.create",
            Facility = "f1",
            Lease = TimeSpan.FromSeconds(30),
            Call = () => call(id),
            IdOf = made => made,
            Load = Task.FromResult,
        },
        CancellationToken.None);

    private async Task<int> CountAsync(string table)
    {
        var count = 0;
        string? continuation = null;
        do
        {
            var page = await _stores.State.QueryAsync(table, StateRange.WholeTable, 1000, continuation, CancellationToken.None);
            count += page.Rows.Count;
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return count;
    }
}
