using System.Text;
using Azure;
using Azure.Storage.Queues;
using Gatehouse.Azure.Work;
using Gatehouse.State;
using Gatehouse.Work;

namespace Gatehouse.Azure.Tests.Work;

/// <summary>What goes over the wire, and a Queue Storage that is away, deleting a queue, or has somebody else's messages.</summary>
[Collection(StorageCollection.Name)]
public sealed class QueueFailureTests(StorageFixture storage) : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly string _queue = $"q-{Guid.NewGuid():N}";
    private StorageProxy? _proxy;
    private StorageWorkQueue? _work;

    private static CancellationToken None => CancellationToken.None;

    private StorageProxy Proxy => _proxy.ShouldNotBeNull();

    private StorageWorkQueue Work => _work.ShouldNotBeNull();

    private QueueClient Raw => new QueueServiceClient(storage.Azurite.ConnectionString, new QueueClientOptions()).GetQueueClient(_queue);

    public async Task InitializeAsync()
    {
        _proxy = await StorageProxy.StartForQueuesAsync(storage.Azurite);
        _work = StorageClients.Queue(_proxy.ConnectionString);
    }

    public async Task DisposeAsync() => await Proxy.DisposeAsync();

    [Fact]
    public async Task A_message_is_Base64_and_never_expires()
    {
        await Work.EnqueueAsync(_queue, "é", TimeSpan.FromSeconds(0.5), None);
        await Work.EnqueueAsync(_queue, "é", TimeSpan.FromSeconds(0.5), None);

        // The first was sent in vain, and again when the queue was created.
        var sent = Proxy.Requests.Where(request => request.Method == "POST").ToList();
        sent.Count.ShouldBe(3);
        foreach (var request in sent)
        {
            request.Body.ShouldContain($"<MessageText>{Convert.ToBase64String(Encoding.UTF8.GetBytes("é"))}</MessageText>");
            request.Target.ShouldContain("messagettl=-1");
            request.Target.ShouldContain("visibilitytimeout=1");
        }
    }

    [Fact]
    public async Task A_text_that_is_not_Base64_is_delivered_as_it_is_and_holds_nothing_up()
    {
        await Work.EnqueueAsync(_queue, "ours", TimeSpan.Zero, None);
        await Raw.SendMessageAsync("not Base64!", null, null, None);
        await Raw.SendMessageAsync("//79", null, null, None);

        var messages = await Work.ReceiveAsync(_queue, 32, Hour, 5, None);

        messages.Select(message => message.Body).ShouldBe(["ours", "not Base64!", "//79"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_words_of_the_service()
    {
        Proxy.Rule = _ => new StorageFault(403, "InsufficientAccountPermissions");

        var error = await Should.ThrowAsync<StateStoreException>(() => Work.EnqueueAsync(_queue, "a", TimeSpan.Zero, None));

        error.Message.ShouldContain("403 InsufficientAccountPermissions The service says InsufficientAccountPermissions.");
    }

    [Theory]
    [InlineData(" a\r\nb\r<&\"'>\t ")]
    [InlineData("")]
    public async Task A_text_of_another_sender_goes_to_the_poison_queue_as_it_is(string text)
    {
        await Raw.CreateAsync(null, None);
        await Raw.SendMessageAsync(text, null, null, None);
        var sent = (await Work.ReceiveAsync(_queue, 1, Hour, 1, None)).ShouldHaveSingleItem();
        await Work.AbandonAsync(sent, TimeSpan.Zero, None);
        (await Work.ReceiveAsync(_queue, 1, Hour, 1, None)).ShouldBeEmpty();

        (await Work.ReceiveAsync(_queue + WorkLimits.PoisonSuffix, 1, Hour, 1, None)).ShouldHaveSingleItem().Body.ShouldBe(sent.Body);
    }

    [Fact]
    public async Task A_text_is_sent_as_it_is_and_what_XML_cannot_hold_is_left_for_the_service_to_refuse()
    {
        var raw = new QueueServiceClient(Proxy.ConnectionString, new QueueClientOptions()).GetQueueClient(_queue);
        await raw.CreateAsync(null, None);

        await raw.SendMessageAsync("a\r\nb<", null, null, None);
        await Should.ThrowAsync<RequestFailedException>(() =>
        {
            Proxy.Rule = _ => new StorageFault(400, "InvalidXmlDocument");
            return raw.SendMessageAsync("a\u0001b", null, null, None);
        });

        Proxy.Requests.TakeLast(2).Select(request => request.Body.TrimStart('\ufeff')).ShouldBe(
        [
            "<QueueMessage><MessageText>a\r\nb&lt;</MessageText></QueueMessage>", "<QueueMessage><MessageText>a&#x1;b</MessageText></QueueMessage>",
        ]);
    }

    [Fact]
    public async Task A_message_of_another_adapter_is_not_found()
    {
        await Work.EnqueueAsync(_queue, "a", TimeSpan.Zero, None);
        var foreign = new WorkMessage(_queue, "not an/id?", "7", "a", 1, DateTimeOffset.UnixEpoch);

        (await Work.CompleteAsync(foreign, None)).ShouldBeFalse();
        (await Work.AbandonAsync(foreign, TimeSpan.Zero, None)).ShouldBeFalse();
        (await Work.RenewAsync(foreign, Hour, None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_outage_is_a_transient_failure_and_loses_no_message()
    {
        await Work.EnqueueAsync(_queue, "a", TimeSpan.Zero, None);
        Proxy.Rule = _ => StorageFault.Drop;

        foreach (var call in Calls(new WorkMessage(_queue, Guid.NewGuid().ToString(), "receipt", "a", 1, DateTimeOffset.UnixEpoch)))
        {
            var error = await Should.ThrowAsync<StateStoreException>(call);
            error.IsTransient.ShouldBeTrue();
            error.Message.ShouldContain(_queue);
            error.InnerException.ShouldBeOfType<RequestFailedException>();
        }

        Proxy.Rule = _ => StorageFault.None;
        (await Work.ReceiveAsync(_queue, 1, Hour, 5, None)).ShouldHaveSingleItem().Body.ShouldBe("a");
    }

    [Fact]
    public async Task A_throttled_call_is_repeated()
    {
        var busy = 3;
        Proxy.Rule = _ => Interlocked.Decrement(ref busy) >= 0 ? StorageFault.ServerBusy : StorageFault.None;

        await Work.EnqueueAsync(_queue, "a", TimeSpan.Zero, None);

        (await Work.ApproximateLengthAsync(_queue, None)).ShouldBe(1);
    }

    [Fact]
    public async Task Calls_whose_answers_got_lost_lose_no_message()
    {
        await Work.EnqueueAsync(_queue, "a", TimeSpan.Zero, None);
        await LosingOneAnswerAsync(() => Work.EnqueueAsync(_queue, "b", TimeSpan.Zero, None));
        var messages = await Work.ReceiveAsync(_queue, 32, Hour, 5, None);

        // The second was sent twice.
        messages.Select(message => message.Body).ShouldBe(["a", "b", "b"], ignoreOrder: true);
        await LosingOneAnswerAsync(async () => (await Work.CompleteAsync(messages[0], None)).ShouldBeFalse());
        await LosingOneAnswerAsync(async () => (await Work.AbandonAsync(messages[1], TimeSpan.Zero, None)).ShouldBeFalse());

        (await Work.ApproximateLengthAsync(_queue, None)).ShouldBe(2);
        (await Work.ReceiveAsync(_queue, 32, Hour, 5, None)).ShouldHaveSingleItem().Id.ShouldBe(messages[1].Id);
    }

    [Fact]
    public async Task A_queue_that_is_being_deleted_is_a_transient_failure()
    {
        Proxy.Rule = request => request.Method == "PUT" ? new StorageFault(409, "QueueBeingDeleted") : new StorageFault(404, "QueueNotFound");

        var error = await Should.ThrowAsync<StateStoreException>(() => Work.EnqueueAsync(_queue, "a", TimeSpan.Zero, None));

        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("still deleting");
        Proxy.Rule = _ => StorageFault.None;
        await Work.EnqueueAsync(_queue, "a", TimeSpan.Zero, None);
        (await Work.ApproximateLengthAsync(_queue, None)).ShouldBe(1);
    }

    [Fact]
    public async Task A_queue_is_created_by_the_first_message_and_by_no_other_call()
    {
        (await Work.ReceiveAsync(_queue, 1, Hour, 5, None)).ShouldBeEmpty();
        (await Work.ApproximateLengthAsync(_queue, None)).ShouldBe(0);
        Proxy.Requests.ShouldAllBe(request => request.Method == "GET");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Work.EnqueueAsync(_queue, $"{i}", TimeSpan.Zero, None)));
        var creations = Proxy.Requests.Count(request => request.Method == "PUT");
        creations.ShouldBeInRange(1, 20);
        await Work.EnqueueAsync(_queue, "last", TimeSpan.Zero, None);

        (await Work.ApproximateLengthAsync(_queue, None)).ShouldBe(21);
        Proxy.Requests.Count(request => request.Method == "PUT").ShouldBe(creations);
    }

    [Fact]
    public async Task A_move_to_the_poison_queue_that_breaks_off_keeps_the_message()
    {
        await Work.EnqueueAsync(_queue, "bad", TimeSpan.Zero, None);
        var message = (await Work.ReceiveAsync(_queue, 1, Hour, 1, None)).ShouldHaveSingleItem();
        await Work.AbandonAsync(message, TimeSpan.Zero, None);
        Proxy.Rule = request => request.Method == "DELETE" ? StorageFault.Drop : StorageFault.None;

        await Should.ThrowAsync<StateStoreException>(() => Work.ReceiveAsync(_queue, 1, TimeSpan.FromSeconds(1), 1, None));

        (await Work.ApproximateLengthAsync(_queue, None)).ShouldBe(1);
        (await Work.ApproximateLengthAsync(_queue + WorkLimits.PoisonSuffix, None)).ShouldBe(1);
    }

    [Theory]
    [InlineData("POST", "-poison")]
    [InlineData("DELETE", "")]
    public async Task A_move_to_the_poison_queue_that_breaks_off_costs_nothing_of_what_was_received_with_it(string method, string suffix)
    {
        await Work.EnqueueAsync(_queue, "bad", TimeSpan.Zero, None);
        await Work.AbandonAsync((await Work.ReceiveAsync(_queue, 1, Hour, 1, None)).ShouldHaveSingleItem(), TimeSpan.Zero, None);
        await Work.EnqueueAsync(_queue, "good", TimeSpan.Zero, None);
        await Work.EnqueueAsync(_queue, "good too", TimeSpan.Zero, None);
        Proxy.Rule = request => request.Method == method && request.Target.Contains($"{_queue}{suffix}/", StringComparison.Ordinal) ? StorageFault.Drop : StorageFault.None;

        var received = await Work.ReceiveAsync(_queue, 32, TimeSpan.FromSeconds(1), 1, None);

        received.Select(message => message.Body).ShouldBe(["good", "good too"], ignoreOrder: true);
        Proxy.Rule = _ => StorageFault.None;
        foreach (var message in received)
            await Work.CompleteAsync(message, None);
        await UntilPoisonedAsync();
        var poisoned = await Work.ReceiveAsync(_queue + WorkLimits.PoisonSuffix, 32, Hour, 1, None);
        poisoned.ShouldNotBeEmpty();
        poisoned.ShouldAllBe(message => message.Body == "bad");
    }

    private async Task LosingOneAnswerAsync(Func<Task> call)
    {
        var lost = 1;
        Proxy.Rule = _ => Interlocked.Decrement(ref lost) == 0 ? StorageFault.LoseAnswer : StorageFault.None;
        await call();
        lost.ShouldBeLessThan(0);
        Proxy.Rule = _ => StorageFault.None;
    }

    // A message that was not moved is visible again after its second.
    private async Task UntilPoisonedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await Work.ApproximateLengthAsync(_queue, None) > 0)
        {
            (await Work.ReceiveAsync(_queue, 32, Hour, 1, None)).ShouldBeEmpty();
            await Task.Delay(20, limit.Token);
        }
    }

    private IEnumerable<Func<Task>> Calls(WorkMessage message) =>
    [
        () => Work.EnqueueAsync(_queue, "b", TimeSpan.Zero, None),
        () => Work.ReceiveAsync(_queue, 1, Hour, 5, None),
        () => Work.CompleteAsync(message, None),
        () => Work.AbandonAsync(message, TimeSpan.Zero, None),
        () => Work.RenewAsync(message, Hour, None),
        () => Work.ApproximateLengthAsync(_queue, None),
    ];
}
