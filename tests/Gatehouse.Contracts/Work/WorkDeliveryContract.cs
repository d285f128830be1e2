using System.Collections.Concurrent;
using System.Globalization;
using Gatehouse.Work;

namespace Gatehouse.Contracts.Work;

/// <summary>Enqueue, receive, and what a receipt is good for.</summary>
public abstract class WorkDeliveryContract : WorkQueueContract
{
    [Fact]
    public async Task A_queue_that_was_never_used_is_empty()
    {
        (await ReceiveAsync()).ShouldBeEmpty();
        (await Queue.ApproximateLengthAsync(Name, None)).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        await EnqueueAsync("{\"text\":\"é 日本 🙂 <&>\\u0000\"}\r\n\t");

        var message = await ReceiveOneAsync();

        message.Queue.ShouldBe(Name);
        message.Body.ShouldBe("{\"text\":\"é 日本 🙂 <&>\\u0000\"}\r\n\t");
        message.DequeueCount.ShouldBe(1);
        message.Id.ShouldNotBeNullOrEmpty();
        message.Receipt.ShouldNotBeNullOrEmpty();
        message.EnqueuedAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Messages_come_in_order_and_at_most_as_many_as_asked_for()
    {
        for (var i = 0; i < 5; i++)
            await EnqueueAsync($"{i}");

        (await ReceiveAsync(2)).Select(message => message.Body).ShouldBe(["0", "1"]);
        (await ReceiveAsync(2)).Select(message => message.Body).ShouldBe(["2", "3"]);
        (await ReceiveAsync(2)).Select(message => message.Body).ShouldBe(["4"]);
    }

    [Fact]
    public async Task A_received_message_is_hidden()
    {
        await EnqueueAsync("a");
        await ReceiveOneAsync(Hour);

        (await ReceiveAsync()).ShouldBeEmpty();
        (await Queue.ApproximateLengthAsync(Name, None)).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_nobody_completed_comes_back_with_its_id_and_a_higher_count()
    {
        await EnqueueAsync("a");
        var first = await ReceiveOneAsync(Moment);
        await PassMomentAsync();

        var second = await ReceiveOneAsync();

        second.Id.ShouldBe(first.Id);
        second.Body.ShouldBe("a");
        second.EnqueuedAt.ShouldBe(first.EnqueuedAt);
        second.Receipt.ShouldNotBe(first.Receipt);
        second.DequeueCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_delayed_message_is_hidden_until_its_delay_ends()
    {
        await EnqueueAsync("late", Moment);
        await EnqueueAsync("later", Hour);
        await EnqueueAsync("now");

        (await ReceiveAsync()).Select(message => message.Body).ShouldContain("now");
        await PassMomentAsync();

        (await ReceiveAsync()).Select(message => message.Body).ShouldNotContain("later");
        (await Queue.ApproximateLengthAsync(Name, None)).ShouldBe(3);
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await EnqueueAsync("a");
        var message = await ReceiveOneAsync(Moment);

        (await Queue.CompleteAsync(message, None)).ShouldBeTrue();
        (await Queue.CompleteAsync(message, None)).ShouldBeFalse();
        (await Queue.AbandonAsync(message, TimeSpan.Zero, None)).ShouldBeFalse();
        (await Queue.RenewAsync(message, Hour, None)).ShouldBeNull();
        await PassMomentAsync();

        (await ReceiveAsync()).ShouldBeEmpty();
        (await Queue.ApproximateLengthAsync(Name, None)).ShouldBe(0);
    }

    [Fact]
    public async Task An_abandoned_message_is_visible_at_once_and_keeps_its_count()
    {
        await EnqueueAsync("a");
        var first = await ReceiveOneAsync(Hour);

        (await Queue.AbandonAsync(first, TimeSpan.Zero, None)).ShouldBeTrue();

        var second = await ReceiveOneAsync(Hour);
        second.Id.ShouldBe(first.Id);
        second.Body.ShouldBe("a");
        second.DequeueCount.ShouldBe(2);
    }

    [Fact]
    public async Task An_abandoned_message_waits_for_the_delay()
    {
        await EnqueueAsync("soon");
        await EnqueueAsync("late");
        var messages = await ReceiveAsync(2, Hour);

        (await Queue.AbandonAsync(messages[0], Moment, None)).ShouldBeTrue();
        (await Queue.AbandonAsync(messages[1], Hour, None)).ShouldBeTrue();
        await PassMomentAsync();

        (await ReceiveAsync()).Select(message => message.Body).ShouldBe(["soon"]);
    }

    [Fact]
    public async Task A_renewed_message_stays_hidden_and_the_new_receipt_completes_it()
    {
        await EnqueueAsync("a");
        var first = await ReceiveOneAsync(Moment);

        var renewed = (await Queue.RenewAsync(first, Hour, None)).ShouldNotBeNull();
        await PassMomentAsync();

        (await ReceiveAsync()).ShouldBeEmpty();
        (renewed with { Receipt = "" }).ShouldBe(first with { Receipt = "" });
        (await Queue.CompleteAsync(first, None)).ShouldBeFalse();
        (await Queue.CompleteAsync(renewed, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_renewed_message_comes_back_when_its_new_time_ends()
    {
        await EnqueueAsync("a");
        var renewed = (await Queue.RenewAsync(await ReceiveOneAsync(Hour), Moment, None)).ShouldNotBeNull();
        await PassMomentAsync();

        (await ReceiveOneAsync()).Id.ShouldBe(renewed.Id);
    }

    [Fact]
    public async Task A_receipt_of_an_earlier_delivery_is_good_for_nothing()
    {
        await EnqueueAsync("a");
        var first = await ReceiveOneAsync(Moment);
        await PassMomentAsync();
        var second = await ReceiveOneAsync(Hour);

        (await Queue.CompleteAsync(first, None)).ShouldBeFalse();
        (await Queue.AbandonAsync(first, TimeSpan.Zero, None)).ShouldBeFalse();
        (await Queue.RenewAsync(first, Hour, None)).ShouldBeNull();

        (await ReceiveAsync()).ShouldBeEmpty();
        (await Queue.CompleteAsync(second, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_receipt_is_used_up_by_abandoning()
    {
        await EnqueueAsync("a");
        var message = await ReceiveOneAsync(Hour);
        (await Queue.AbandonAsync(message, Hour, None)).ShouldBeTrue();

        (await Queue.CompleteAsync(message, None)).ShouldBeFalse();

        (await Queue.ApproximateLengthAsync(Name, None)).ShouldBe(1);
    }

    [Fact]
    public async Task A_receipt_outlives_its_timeout_while_nobody_received_the_message_again()
    {
        await EnqueueAsync("a");
        var message = await ReceiveOneAsync(Moment);
        await PassMomentAsync();

        (await Queue.CompleteAsync(message, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Queues_do_not_mix()
    {
        await EnqueueAsync("a");

        (await ReceiveAsync(queue: $"q-{Guid.NewGuid():N}")).ShouldBeEmpty();
        (await ReceiveOneAsync()).Body.ShouldBe("a");
    }

    [Fact]
    public async Task Concurrent_receivers_never_hold_the_same_message()
    {
        const int Messages = 200;
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(i => EnqueueAsync(i.ToString(CultureInfo.InvariantCulture))));
        var received = new ConcurrentBag<WorkMessage>();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            await Task.Yield();
            while (await ReceiveAsync(7) is { Count: > 0 } messages)
            {
                foreach (var message in messages)
                    received.Add(message);
            }
        }));

        received.Select(message => message.Id).Distinct().Count().ShouldBe(Messages);
        received.Count.ShouldBe(Messages);
        received.ShouldAllBe(message => message.DequeueCount == 1);
        var completed = await Task.WhenAll(received.Select(message => Queue.CompleteAsync(message, None)));
        completed.ShouldAllBe(done => done);
        (await Queue.ApproximateLengthAsync(Name, None)).ShouldBe(0);
    }
}
