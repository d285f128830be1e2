using System.Text;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.State;
using Gatehouse.Subscriptions;
using Gatehouse.Testing;
using Gatehouse.Work;

namespace Gatehouse.Tests.Subscriptions;

public sealed class DeliveryTests : IAsyncLifetime
{
    private SubscriptionHub _hub = null!;
    private Subscriber _subscriber = null!;

    public async Task InitializeAsync() => (_hub, _subscriber) = (await SubscriptionHub.StartAsync(), await Subscriber.StartAsync());

    public async Task DisposeAsync()
    {
        await _subscriber.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task An_event_is_sent_signed_to_those_who_want_it()
    {
        var (subscription, secret) = await _hub.SubscribeAsync(_subscriber.Url, "visit.*");
        var told = await _hub.PublishAsync();
        await _hub.PublishAsync(EventTypes.PersonCreated);
        await _hub.WorkAsync();

        var (headers, body) = _subscriber.Deliveries.ShouldHaveSingleItem();
        headers["webhook-id"].ShouldBe(told.Id);
        headers["content-type"].ShouldBe("application/json");
        var timestamp = long.Parse(headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture);
        timestamp.ShouldBe(_hub.Clock.GetUtcNow().ToUnixTimeSeconds());
        headers["webhook-signature"].ShouldBe(WebhookSignature.Of([secret], told.Id, timestamp, body));
        var sent = JsonElement.Parse(body);
        sent.GetProperty("type").GetString().ShouldBe("visit.arrived");
        sent.GetProperty("data").GetProperty("visitor").GetProperty("name").GetString().ShouldBe("Åsa Öberg");
        var delivery = await _hub.DeliveryAsync(subscription.Id);
        delivery.State.ShouldBe(DeliveryState.Delivered);
        delivery.Attempts.ShouldHaveSingleItem().Status.ShouldBe(204);
    }

    [Fact]
    public async Task Tries_follow_the_schedule_with_the_same_id_and_end_as_a_dead_letter_that_can_be_sent_again()
    {
        _subscriber.Answer = Subscriber.StatusOf(500);
        var (subscription, _) = await _hub.SubscribeAsync(_subscriber.Url);
        var told = await _hub.PublishAsync();
        await _hub.WorkAsync();
        for (var tries = 1; tries <= DeliveryDelays.Waits.Count; tries++)
        {
            _subscriber.Deliveries.Count.ShouldBe(tries);
            await _hub.WorkAfterAsync(DeliveryDelays.Waits[tries - 1] - TimeSpan.FromSeconds(2));
            _subscriber.Deliveries.Count.ShouldBe(tries);
            await _hub.WorkAfterAsync(TimeSpan.FromSeconds(4));
        }

        _subscriber.Deliveries.Count.ShouldBe(10);
        _subscriber.Deliveries.Select(delivery => delivery.Headers["webhook-id"]).ShouldAllBe(id => id == told.Id);
        _subscriber.Deliveries.Select(delivery => delivery.Headers["webhook-timestamp"]).ShouldBeUnique();
        (await _hub.DeliveryAsync(subscription.Id)).State.ShouldBe(DeliveryState.Failed);
        var letter = (await _hub.DeadLettersAsync()).ShouldHaveSingleItem();
        letter.Attempts.ShouldBe(10);
        letter.Reason.ShouldContain("Answered 500");
        _hub.Log.All.ShouldContain(line => line.Contains("dead letter", StringComparison.Ordinal));

        _subscriber.Answer = Subscriber.StatusOf(200);
        await _hub.Get<IWorkQueue>().EnqueueAsync(letter.Queue, letter.Message, TimeSpan.Zero, CancellationToken.None);
        await _hub.WorkAsync();

        _subscriber.Deliveries.Count.ShouldBe(11);
        _subscriber.Deliveries[^1].Headers["webhook-id"].ShouldBe(told.Id);
        (await _hub.DeliveryAsync(subscription.Id)).State.ShouldBe(DeliveryState.Delivered);
    }

    [Fact]
    public async Task A_message_that_comes_twice_sends_once()
    {
        var (subscription, _) = await _hub.SubscribeAsync(_subscriber.Url);
        _subscriber.Answer = Subscriber.StatusOf(500);
        var told = await _hub.PublishAsync();
        var position = EventPosition.Of(told, told.Time);
        for (var i = 0; i < 3; i++)
            await _hub.Get<IWorkQueue>().EnqueueAsync(WorkQueues.EventFanOut, new EventMessage(position.Partition, position.Row, null).ToString(), TimeSpan.Zero, CancellationToken.None);
        await _hub.WorkAsync();
        _subscriber.Deliveries.ShouldHaveSingleItem();

        await _hub.WorkAfterAsync(TimeSpan.FromSeconds(6));
        _subscriber.Deliveries.Count.ShouldBe(2);
        (await _hub.DeliveryAsync(subscription.Id)).Tries.ShouldBe(2);
    }

    [Fact]
    public async Task An_event_whose_fan_out_ended_before_its_end_is_found_by_the_sweep()
    {
        await _hub.SubscribeAsync(_subscriber.Url);
        var told = await _hub.PublishAsync();
        var planner = _hub.Get<DeliveryPlanner>();
        var position = EventPosition.Of(told, told.Time);
        var subscriptions = await _hub.Subscriptions.ListAsync(null, CancellationToken.None);
        await planner.PlanAsync(subscriptions, new StateDocument<HubEvent>(position, told, ""), CancellationToken.None);

        // All that was in the queues is lost: what is left are the rows.
        foreach (var queue in new[] { WorkQueues.EventFanOut, WorkQueues.LaneWork })
        {
            foreach (var message in await _hub.Get<IWorkQueue>().ReceiveAsync(queue, 32, TimeSpan.FromMinutes(1), 5, CancellationToken.None))
                await _hub.Get<IWorkQueue>().CompleteAsync(message, CancellationToken.None);
        }

        await _hub.WorkAfterAsync(TimeSpan.FromMinutes(3));
        _subscriber.Deliveries.ShouldBeEmpty();
        await _hub.Get<SweepWork>().RunAsync(CancellationToken.None);
        await _hub.WorkAsync();

        _subscriber.Deliveries.ShouldHaveSingleItem().Headers["webhook-id"].ShouldBe(told.Id);
    }

    [Fact]
    public async Task A_subscriber_that_accepts_nothing_for_five_days_is_disabled_and_that_is_an_event()
    {
        var (watching, _) = await _hub.SubscribeAsync(_subscriber.Url, EventTypes.SubscriptionDisabled);
        await using var failing = await Subscriber.StartAsync();
        failing.Answer = Subscriber.StatusOf(503);
        var (subscription, _) = await _hub.SubscribeAsync(failing.Url, "visit.*");
        for (var hours = 0; hours < 5 * 24; hours += 12)
        {
            await _hub.PublishAsync();
            await _hub.WorkAsync();
            (await _hub.Subscriptions.GetAsync(subscription.Id, null, CancellationToken.None)).DisabledAt.ShouldBeNull();
            await _hub.WorkAfterAsync(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
            _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await _hub.PublishAsync();
        await _hub.WorkAsync();

        var disabled = await _hub.Subscriptions.GetAsync(subscription.Id, null, CancellationToken.None);
        disabled.DisabledReason.ShouldNotBeNull().ShouldContain("No delivery was accepted since");
        var told = JsonElement.Parse(_subscriber.Deliveries.ShouldHaveSingleItem().Body);
        told.GetProperty("type").GetString().ShouldBe(EventTypes.SubscriptionDisabled);
        told.GetProperty("data").GetProperty("id").GetString().ShouldBe(subscription.Id);
        Encoding.UTF8.GetString(_subscriber.Deliveries[0].Body).ShouldNotContain("do-not-show");
        _hub.Log.All.ShouldContain(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("is disabled", StringComparison.Ordinal));

        var sent = failing.Deliveries.Count;
        await _hub.PublishAsync();
        await _hub.WorkAfterAsync(TimeSpan.FromDays(1));
        failing.Deliveries.Count.ShouldBe(sent);
        (await _hub.DeliveriesAsync(subscription.Id)).ShouldNotContain(delivery => delivery.State == DeliveryState.Pending);
        (await _hub.DeliveriesAsync(watching.Id)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Both_secrets_sign_until_the_former_expires()
    {
        var (subscription, first) = await _hub.SubscribeAsync(_subscriber.Url);
        var (_, second) = await _hub.Subscriptions.RotateAsync(subscription.Id, TimeSpan.FromHours(1), null, CancellationToken.None);
        await _hub.PublishAsync();
        await _hub.WorkAsync();
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        await _hub.PublishAsync();
        await _hub.WorkAsync();

        SignedBy(_subscriber.Deliveries[0]).ShouldBe([second, first]);
        SignedBy(_subscriber.Deliveries[1]).ShouldBe([second]);

        IEnumerable<string> SignedBy((IReadOnlyDictionary<string, string> Headers, byte[] Body) delivery)
        {
            var timestamp = long.Parse(delivery.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture);
            return delivery.Headers["webhook-signature"].Split(' ').Select(signature => new[] { first, second }
                .Single(secret => WebhookSignature.Of([secret], delivery.Headers["webhook-id"], timestamp, delivery.Body) == signature));
        }
    }

    [Fact]
    public async Task A_replay_sends_a_range_once_more_with_the_ids_that_it_had()
    {
        var (subscription, _) = await _hub.SubscribeAsync(_subscriber.Url, "visit.*");
        await _hub.PublishAsync();
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        var from = _hub.Clock.GetUtcNow();
        var told = new List<string>();
        for (var i = 0; i < 250; i++)
        {
            told.Add((await _hub.PublishAsync(facility: FormattableString.Invariant($"f{i % 9}"))).Id);
            _hub.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var to = _hub.Clock.GetUtcNow();
        await _hub.PublishAsync();
        await _hub.PublishAsync(EventTypes.PersonCreated);
        await _hub.WorkAfterAsync(TimeSpan.FromMinutes(1));
        _subscriber.Deliveries.Count.ShouldBe(252);

        await _hub.Subscriptions.ReplayAsync(subscription.Id, from, to, null, CancellationToken.None);
        await _hub.WorkAsync();

        _subscriber.Deliveries.Skip(252).Select(delivery => delivery.Headers["webhook-id"]).ShouldBe(told, ignoreOrder: true);
        (await _hub.DeliveriesAsync(subscription.Id)).Count.ShouldBe(252);
    }

    [Fact]
    public async Task Addresses_and_secrets_are_not_readable_in_the_store()
    {
        var (_, secret) = await _hub.SubscribeAsync(_subscriber.Url);
        var page = await _hub.Get<IStateStore>().QueryAsync("Subscriptions", StateRange.WholeTable, 10, null, CancellationToken.None);

        var stored = Encoding.UTF8.GetString(page.Rows.ShouldHaveSingleItem().Body.Span);
        stored.ShouldContain("/hook?");
        stored.ShouldNotContain("do-not-show");
        stored.ShouldNotContain(secret);
        stored.ShouldNotContain(secret["whsec_".Length..]);
    }

    [Fact]
    public async Task What_is_on_its_way_to_a_subscription_that_was_deleted_is_not_sent()
    {
        _subscriber.Answer = Subscriber.StatusOf(500);
        var (subscription, _) = await _hub.SubscribeAsync(_subscriber.Url);
        await _hub.PublishAsync();
        await _hub.WorkAsync();
        await _hub.Subscriptions.DeleteAsync(subscription.Id, CancellationToken.None);

        await _hub.WorkAfterAsync(TimeSpan.FromMinutes(10));

        _subscriber.Deliveries.ShouldHaveSingleItem();
    }
}
