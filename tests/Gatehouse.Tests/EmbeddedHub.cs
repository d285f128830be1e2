using Gatehouse.Connectors;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Secrets;
using Gatehouse.Security;
using Gatehouse.Sqlite;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests;

/// <summary>The core over embedded stores, with a vendor of the tests' own, and queues that a test works when it wants.</summary>
internal abstract class EmbeddedHub : IAsyncDisposable
{
    public const string Facility = "site-1";
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;
    private readonly ServiceProvider _services;

    protected EmbeddedHub() => _services = new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(Log))
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton(QueueSettings.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "host.json"))))
        .AddGatehouse()
        .AddSqliteStores(_folder)
        .AddSingleton(_ => Vendor())
        .BuildServiceProvider();

    public FakeClock Clock { get; } = new();

    public LogLines Log { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task StartAsync(string facility = Facility)
    {
        await new HubKeys(Get<ISecretStore>()).EnsureAsync(CancellationToken.None);
        await Get<FacilityStore>().SaveAsync(
            new Facility { Id = facility, Name = facility, System = "fake", TimeZone = "UTC" }, null, CancellationToken.None);
    }

    /// <summary>Works what is in a queue now; tells whether there was anything.</summary>
    public async Task<bool> WorkAsync(string queue, IQueueWork work)
    {
        var messages = await Get<IWorkQueue>().ReceiveAsync(queue, 1, TimeSpan.FromHours(1), 5, CancellationToken.None);
        foreach (var message in messages)
        {
            await work.HandleAsync(new QueueDelivery(message.Id, message.Body, message.EnqueuedAt), CancellationToken.None);
            await Get<IWorkQueue>().CompleteAsync(message, CancellationToken.None);
        }

        return messages.Count > 0;
    }

    /// <summary>All events, in the order of their sequence.</summary>
    public async Task<IReadOnlyList<HubEvent>> EventsAsync() =>
        [.. (await Get<EventStore>().ReadAsync(Clock.GetUtcNow())).OrderBy(hubEvent => hubEvent.Sequence)];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The vendor, whose system is <c>fake</c>.</summary>
    protected abstract Connector Vendor();
}
