using System.Text.Json;
using Gatehouse.ApiKeys;
using Gatehouse.DeadLetters;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Outgoing;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Sqlite;
using Gatehouse.State;
using Gatehouse.Subscriptions;
using Gatehouse.Testing;
using Gatehouse.Validation;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Subscriptions;

/// <summary>The hub's events and subscriptions on embedded stores, whose queues a test works when it wants.</summary>
internal sealed class SubscriptionHub : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-subscriptions-").FullName;
    private readonly ServiceProvider _services;
    private long _sequence;

    private SubscriptionHub(DateTimeOffset? now, Action<IServiceCollection>? register)
    {
        Clock = new FakeClock(now);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new QueueSettings
            {
                BatchSize = 16,
                NewBatchThreshold = 8,
                MaxDequeueCount = 5,
                VisibilityTimeout = TimeSpan.FromSeconds(30),
                MaxPollingInterval = TimeSpan.FromSeconds(2),
                FunctionTimeout = TimeSpan.FromMinutes(10),
            })
            .AddLogging(logging => logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace))
            .AddSqliteStores(_folder)
            .AddGatehouse()
            .Configure<OutgoingOptions>(options => options.AllowedPrivateNetworks = ["127.0.0.0/8"])
            .AddSingleton(_ => new DeliveryDelays(() => 0));
        register?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public FakeClock Clock { get; }

    public LogLines Log { get; } = new();

    public SubscriptionService Subscriptions => Get<SubscriptionService>();

    public static async Task<SubscriptionHub> StartAsync(DateTimeOffset? now = null, Action<IServiceCollection>? register = null)
    {
        var hub = new SubscriptionHub(now, register);
        await hub.Get<HubKeys>().EnsureAsync(CancellationToken.None);
        return hub;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<(Subscription Subscription, string Secret)> SubscribeAsync(Uri url, params string[] types) =>
        await Subscriptions.CreateAsync(
            new Input<SubscriptionDraft>(new SubscriptionDraft { Url = url.AbsoluteUri, Types = types.Length == 0 ? ["*"] : types }), ApiKeyService.Admin([]), CancellationToken.None);

    /// <summary>Subscribes to everything with a key of its own, limited to facilities, which are added when missing, or not.</summary>
    public async Task<(Subscription Subscription, ApiKey Key)> SubscribeWithKeyAsync(Uri url, DateTimeOffset? expiresAt = null, params string[] facilities)
    {
        foreach (var facility in facilities)
            await Get<FacilityStore>().SaveAsync(new Facility { Id = facility, Name = facility, System = "none", TimeZone = "UTC" }, null, CancellationToken.None);
        var limit = facilities.Length == 0 ? null : facilities;
        var key = new ApiKeyDraft { Name = "A test", Scopes = [Scopes.SubscriptionsWrite], Facilities = limit, ExpiresAt = expiresAt };
        var issued = await Get<ApiKeyService>().CreateAsync(new Input<ApiKeyDraft>(key), CancellationToken.None);
        var draft = new SubscriptionDraft { Url = url.AbsoluteUri, Types = ["*"] };
        return ((await Subscriptions.CreateAsync(new Input<SubscriptionDraft>(draft), issued.Key, CancellationToken.None)).Subscription, issued.Key);
    }

    /// <summary>Brings an event into the log, by an outbox, as features do.</summary>
    public async Task<HubEvent> PublishAsync(string type = EventTypes.VisitArrived, string? facility = "north", IReadOnlyList<string>? facilities = null)
    {
        var hubEvent = EventDraft.Of(
            type, facility, "facilities/north/visits/1", ++_sequence, Clock.GetUtcNow(), JsonElement.Parse("""{"id":"1","visitor":{"name":"Åsa Öberg"}}"""));
        if (facilities is not null)
            hubEvent = hubEvent.At(facilities);
        var outbox = new EventOutbox(Get<IStateStore>(), "Things");
        await Get<IStateStore>().BatchAsync("Things", "north", [outbox.Add(hubEvent)], CancellationToken.None);
        await Get<EventPublisher>().PublishAsync(outbox, "north", [hubEvent], CancellationToken.None);
        return hubEvent;
    }

    /// <summary>
    /// Works all queues, several messages at once, until nothing is visible in any. Fan-outs go first: a lane that is worked meanwhile may
    /// come upon work whose delivery is not written yet, and leave it for some seconds of a clock that stands still.
    /// </summary>
    public async Task WorkAsync()
    {
        var works = _services.GetServices<IQueueWork>().ToLookup(work => work.Queue == WorkQueues.EventFanOut);
        do
        {
            while (await WorkOnceAsync(works[true]))
            {
            }
        }
        while (await WorkOnceAsync(works[false]));
    }

    /// <summary>Moves the clock and works what fell due.</summary>
    public async Task WorkAfterAsync(TimeSpan wait)
    {
        Clock.Advance(wait);
        await WorkAsync();
    }

    public async Task<Delivery> DeliveryAsync(string subscription) => (await DeliveriesAsync(subscription)).ShouldHaveSingleItem();

    public async Task<IReadOnlyList<Delivery>> DeliveriesAsync(string subscription) =>
        (await Get<DeliveryStore>().ListAsync(subscription, new PageRequest(1000), CancellationToken.None)).Items;

    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync()
    {
        var letters = new List<DeadLetter>();
        await foreach (var letter in Get<DeadLetterStore>().ListAsync(WorkQueues.EventFanOut, CancellationToken.None))
            letters.Add(letter.Value);
        return letters;
    }

    public async Task<IReadOnlyList<HubEvent>> LoggedAsync()
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        var page = await Get<EventReader>().ReadAsync(new EventFilter(Limit: null), 1000, null, CancellationToken.None);
        return [.. page.Items.Select(item => item.Value)];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> WorkOnceAsync(IEnumerable<IQueueWork> works)
    {
        var running = new List<Task>();
        foreach (var work in works)
        {
            var messages = await Get<IWorkQueue>().ReceiveAsync(work.Queue, 32, TimeSpan.FromMinutes(11), 5, CancellationToken.None);
            running.AddRange(messages.Select(message => HandleAsync(work, message)));
        }

        await Task.WhenAll(running);
        return running.Count > 0;
    }

    private async Task HandleAsync(IQueueWork work, WorkMessage message)
    {
        await Get<QueueRunner>().RunAsync(work, new QueueDelivery(message.Id, message.Body, message.EnqueuedAt), CancellationToken.None);
        await Get<IWorkQueue>().CompleteAsync(message, CancellationToken.None);
    }
}
