using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Events;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Local.Tests.Processes;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Webhooks;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Webhooks;

/// <summary>
/// Webhooks over 64 connections to a process that is killed and started again: each one that was answered with success is worked exactly
/// once, also when it comes again on another day.
/// </summary>
public sealed class KillTests : IAsyncLifetime
{
    private const int Webhooks = 20_000;
    private const int Connections = 64;
    private const int Kills = 3;
    private const int OneInTenAgain = 10;
    private const string Key = "a-key-of-the-sender";
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-process-").FullName;
    private readonly ConcurrentDictionary<int, string> _acknowledged = new();
    private readonly ConcurrentBag<string> _wrong = [];
    private volatile Uri _address = null!;
    private int _answered;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_webhook_that_was_answered_is_worked_exactly_once_although_the_process_is_killed()
    {
        var process = await StartAsync();
        try
        {
            await InstallAsync();
            var sending = SendAllAsync();
            for (var kill = 1; kill <= Kills; kill++)
            {
                await AnsweredAsync(kill * Webhooks / (Kills + 1));
                sending.IsCompleted.ShouldBeFalse();
                process.Signal("KILL");
                await process.ExitAsync();
                await process.DisposeAsync();
                process = await StartAsync();
            }

            await sending;
        }
        finally
        {
            await process.DisposeAsync();
        }

        _wrong.ShouldBeEmpty();
        _acknowledged.Count.ShouldBe(Webhooks * (OneInTenAgain - 1) / OneInTenAgain);
        await FinishAsync();
    }

    private static int EventOf(int number) => number % OneInTenAgain == OneInTenAgain - 1 ? number - (OneInTenAgain / 2) : number;

    private static byte[] Body(int eventId) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$$"""{"messageVersion":1,"messageData":{"requestId":"{{{{Guid.NewGuid()}}}}","msgType":"access_event","dataVersion":1,"data":{"orgId":641,"orgUserId":"nobody","eventTimeEpoch":1781881200,"direction":"entry","accessType":"mobile","eventId":{{{{eventId}}}},"accessPointId":23242,"accessPointName":"Gate","siteId":1,"name":"Visitor"}}}"""));

    private async Task<LocalProcess> StartAsync()
    {
        var process = await LocalProcess.StartAsync("--data", _folder, "--no-demo", "--urls", "http://127.0.0.1:0");
        _address = process.Address;
        return process;
    }

    private async Task InstallAsync()
    {
        using var caller = new Caller(_address, await File.ReadAllTextAsync(Path.Combine(_folder, "admin-key")));
        var settings = new JsonObject { ["organisationId"] = "641", ["clientId"] = "client" };
        (await caller.PutAsync("facilities/gate", new { name = "Gate", system = "spintly", timeZone = "Asia/Kolkata", settings })).Is(HttpStatusCode.Created);
        (await caller.PutAsync("facilities/gate/secrets/webhook-secret", new { value = Key })).Is(HttpStatusCode.NoContent);
    }

    /// <summary>Sends every webhook until it is answered; one in ten is one that was sent shortly before.</summary>
    private async Task SendAllAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Connections };
        await Parallel.ForAsync(0, Webhooks, limits, async (number, token) =>
        {
            while (!await SendAsync(client, _address, EventOf(number), token))
                await Task.Delay(20, token);
            Interlocked.Increment(ref _answered);
        });
    }

    private async Task<bool> SendAsync(HttpClient client, Uri hub, int eventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hub, "/api/v1/webhooks/gate")) { Content = new ByteArrayContent(Body(eventId)) };
        request.Headers.Add("x-api-key", Key);
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.OK))
                return answer.StatusCode == HttpStatusCode.ServiceUnavailable ? false : Wrong($"{answer.StatusCode}: {text}");

            var id = JsonElement.Parse(text).Id();
            return _acknowledged.GetOrAdd(eventId, id) == id || Wrong($"{eventId} has two ids.");
        }
        catch (HttpRequestException)
        {
            // It was killed. Whether it had taken the webhook in, nobody knows.
            return false;
        }
    }

    private bool Wrong(string what)
    {
        _wrong.Add(what);
        return true;
    }

    private Task AnsweredAsync(int count) => Wait.UntilAsync(() => Volatile.Read(ref _answered) >= count, TimeSpan.FromMinutes(2));

    /// <summary>Lets a hub past midnight finish what is left, sends some of them again, and counts.</summary>
    private async Task FinishAsync()
    {
        var clock = new ShiftedClock();
        clock.Skip(TimeSpan.FromDays(1));
        await using var host = await LocalHost.StartAsync(
            new LocalOptions
            {
                DataFolder = _folder,
                Urls = "http://127.0.0.1:0",
                Demo = false,
                Timers = false,
                Configure = builder => builder.Services.AddSingleton<TimeProvider>(clock),
            },
            CancellationToken.None);
        using var client = new HttpClient();
        foreach (var eventId in _acknowledged.Keys.Where(id => id % 100 == 0))
            (await SendAsync(client, host.Address, eventId, CancellationToken.None)).ShouldBeTrue();
        _wrong.ShouldBeEmpty();

        await SettledAsync(host, clock);
        var told = await host.Services.GetRequiredService<EventStore>().ReadAsync(clock.GetUtcNow().AddDays(-2), days: 3);
        told.Select(hubEvent => hubEvent.Subject).ShouldBeUnique();
        told.Select(hubEvent => hubEvent.Subject).Order().ShouldBe(_acknowledged.Keys.Select(id => string.Create(CultureInfo.InvariantCulture, $"facilities/gate/access-events/{id}")).Order());
    }

    private static async Task SettledAsync(LocalHost host, ShiftedClock clock)
    {
        var store = host.Services.GetRequiredService<IStateStore>();
        var sweeps = host.Services.GetServices<ISweep>().ToList();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            foreach (var sweep in sweeps.Where(sweep => sweep is SweepInbox or OutboxSweep))
                await sweep.SweepAsync(limit.Token);
            if (await PendingAsync(store, limit.Token) == 0)
                return;
            clock.Skip(TimeSpan.FromSeconds(1));
            await Task.Delay(200, limit.Token);
        }
    }

    /// <summary>How many webhooks have not come to their last state.</summary>
    private static async Task<int> PendingAsync(IStateStore store, CancellationToken cancellationToken)
    {
        var count = 0;
        for (var partition = 0; partition < 256; partition++)
        {
            var range = StateRange.WithPrefix(string.Create(CultureInfo.InvariantCulture, $"gate:{partition:x2}"), "pending:");
            count += (await store.QueryAsync("Inbox", range, 1000, null, cancellationToken)).Rows.Count;
        }

        return count;
    }
}
