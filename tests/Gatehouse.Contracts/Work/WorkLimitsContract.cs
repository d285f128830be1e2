using Gatehouse.Work;

namespace Gatehouse.Contracts.Work;

/// <summary>Poison, and what a queue does not take.</summary>
public abstract class WorkLimitsContract : WorkQueueContract
{
    [Fact]
    public async Task A_message_received_too_often_goes_to_the_poison_queue()
    {
        await EnqueueAsync("bad");
        for (var count = 1; count <= 3; count++)
        {
            var message = await ReceiveOneAsync(Hour, maxDequeueCount: 3);
            message.DequeueCount.ShouldBe(count);
            await Queue.AbandonAsync(message, TimeSpan.Zero, None);
        }

        (await ReceiveAsync(maxDequeueCount: 3)).ShouldBeEmpty();

        (await Queue.ApproximateLengthAsync(Name, None)).ShouldBe(0);
        var poison = (await ReceiveAsync(queue: PoisonName)).ShouldHaveSingleItem();
        poison.Queue.ShouldBe(PoisonName);
        poison.Body.ShouldBe("bad");
        poison.DequeueCount.ShouldBe(1);
        (await Queue.CompleteAsync(poison, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_poisoned_message_does_not_stop_the_good_one_behind_it()
    {
        await EnqueueAsync("bad");
        await Queue.AbandonAsync(await ReceiveOneAsync(Hour, maxDequeueCount: 1), TimeSpan.Zero, None);
        await EnqueueAsync("good");

        var received = new List<string>();
        for (var calls = 0; calls < 3; calls++)
            received.AddRange((await ReceiveAsync(1, maxDequeueCount: 1)).Select(message => message.Body));

        received.ShouldBe(["good"]);
        (await Queue.ApproximateLengthAsync(PoisonName, None)).ShouldBe(1);
    }

    [Fact]
    public async Task A_poison_queue_has_no_poison_queue()
    {
        await Queue.EnqueueAsync(PoisonName, "bad", TimeSpan.Zero, None);

        for (var count = 1; count <= 4; count++)
        {
            var message = (await ReceiveAsync(maxDequeueCount: 1, queue: PoisonName)).ShouldHaveSingleItem();
            message.DequeueCount.ShouldBe(count);
            (await Queue.AbandonAsync(message, TimeSpan.Zero, None)).ShouldBeTrue();
        }

        (await Queue.ApproximateLengthAsync(PoisonName, None)).ShouldBe(1);
    }

    [Fact]
    public async Task The_largest_message_arrives_whole_and_one_byte_more_is_refused()
    {
        var ascii = new string('x', WorkLimits.MessageBytes);
        var accents = new string('é', WorkLimits.MessageBytes / 2);
        await EnqueueAsync(ascii);
        await EnqueueAsync(accents);

        await Should.ThrowAsync<ArgumentException>(() => EnqueueAsync(ascii + "x"));
        await Should.ThrowAsync<ArgumentException>(() => EnqueueAsync(accents + "é"));

        var bodies = (await ReceiveAsync()).Select(message => message.Body).ToArray();
        bodies.ShouldBe([ascii, accents], ignoreOrder: true);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("a--b")]
    [InlineData("Abc")]
    [InlineData("a_b")]
    [InlineData("a b")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567")]
    public async Task A_queue_name_is_checked(string queue)
    {
        await Should.ThrowAsync<ArgumentException>(() => Queue.EnqueueAsync(queue, "a", TimeSpan.Zero, None));
        await Should.ThrowAsync<ArgumentException>(() => ReceiveAsync(queue: queue));
        await Should.ThrowAsync<ArgumentException>(() => Queue.ApproximateLengthAsync(queue, None));
    }

    [Fact]
    public async Task Numbers_and_spans_are_checked()
    {
        await EnqueueAsync("a");
        var message = await ReceiveOneAsync();
        var eight = TimeSpan.FromDays(8);

        await Should.ThrowAsync<ArgumentException>(() => EnqueueAsync("a", TimeSpan.FromSeconds(-1)));
        await Should.ThrowAsync<ArgumentException>(() => EnqueueAsync("a", eight));
        await Should.ThrowAsync<ArgumentException>(() => ReceiveAsync(0));
        await Should.ThrowAsync<ArgumentException>(() => ReceiveAsync(33));
        await Should.ThrowAsync<ArgumentException>(() => ReceiveAsync(visibility: TimeSpan.Zero));
        await Should.ThrowAsync<ArgumentException>(() => ReceiveAsync(visibility: eight));
        await Should.ThrowAsync<ArgumentException>(() => ReceiveAsync(maxDequeueCount: 0));
        await Should.ThrowAsync<ArgumentException>(() => Queue.AbandonAsync(message, eight, None));
        await Should.ThrowAsync<ArgumentException>(() => Queue.RenewAsync(message, TimeSpan.Zero, None));

        (await Queue.CompleteAsync(message, None)).ShouldBeTrue();
        (await Queue.ApproximateLengthAsync(Name, None)).ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_changes_nothing()
    {
        await EnqueueAsync("a");
        var message = await ReceiveOneAsync(Hour);
        var gone = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => Queue.EnqueueAsync(Name, "b", TimeSpan.Zero, gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Queue.ReceiveAsync(Name, 1, Hour, 5, gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Queue.CompleteAsync(message, gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Queue.AbandonAsync(message, TimeSpan.Zero, gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Queue.RenewAsync(message, Hour, gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Queue.ApproximateLengthAsync(Name, gone));

        (await Queue.ApproximateLengthAsync(Name, None)).ShouldBe(1);
        (await Queue.CompleteAsync(message, None)).ShouldBeTrue();
    }
}
