using System.Diagnostics;
using System.Globalization;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Sqlite;
using Gatehouse.State;
using Gatehouse.Sync;
using Gatehouse.Work;

namespace Gatehouse.Benchmarks.Sync;

/// <summary>Measures synchronizations of people over the embedded stores, with a vendor in the process that costs nearly nothing.</summary>
internal static class SyncFigures
{
    private const int LargeFacility = 100_000;
    private const int ManyFacilities = 500;
    private const int PeopleEach = 200;
    private const int AtOnce = 16;

    public static async Task<int> RunAsync()
    {
        await LargeAsync();
        await ManyAsync();
        return 0;
    }

    private static async Task LargeAsync()
    {
        await using var hub = await HubAsync(LargeFacility, 1);
        foreach (var name in new[] { "first", "second, unchanged" })
        {
            var before = await PeopleRowsAsync(hub);
            var idle = Resident();
            using var watch = new PeakMemory();
            var time = Stopwatch.StartNew();
            await hub.GetRequiredService<SyncUsers>().RunAsync(CancellationToken.None);
            await DrainAsync(hub);
            time.Stop();
            var written = (await PeopleRowsAsync(hub)).Count(row => before.GetValueOrDefault(row.Key) != row.Value);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{LargeFacility} people, {name}: {time.Elapsed.TotalSeconds:F1} s, {written} people written, {watch.Peak - idle} MiB above idle at most"));
        }
    }

    private static async Task ManyAsync()
    {
        await using var hub = await HubAsync(PeopleEach, ManyFacilities);
        foreach (var name in new[] { "first", "second, unchanged" })
        {
            var time = Stopwatch.StartNew();
            await hub.GetRequiredService<SyncUsers>().RunAsync(CancellationToken.None);
            await DrainAsync(hub);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{ManyFacilities} facilities of {PeopleEach} people, {name} round: {time.Elapsed.TotalSeconds:F1} s"));
        }
    }

    private static async Task<ServiceProvider> HubAsync(int people, int facilities)
    {
        var list = new Handler<PersonQuery, Page<Person>>(PeopleOperations.List, (context, query, _) => Task.FromResult(List(context, people, query.Page)));
        var hub = new ServiceCollection()
            .AddLogging()
            .AddGatehouse()
            .AddSqliteStores(Directory.CreateTempSubdirectory("gatehouse-sync-").FullName)
            .AddSingleton(new Connector("large", "Large", [list]) { Bind = _ => new object() })
            .BuildServiceProvider();
        for (var i = 0; i < facilities; i++)
        {
            var facility = new Facility { Id = FormattableString.Invariant($"site-{i}"), Name = "Site", System = "large", TimeZone = "UTC" };
            await hub.GetRequiredService<FacilityStore>().SaveAsync(facility, null, CancellationToken.None);
        }

        return hub;
    }

    private static Page<Person> List(FacilityContext context, int people, PageRequest page)
    {
        var from = page.Position is null ? 0 : int.Parse(page.Position, CultureInfo.InvariantCulture);
        var to = Math.Min(from + page.Limit, people);
        var items = new Person[to - from];
        for (var i = from; i < to; i++)
        {
            items[i - from] = new Person
            {
                Id = i.ToString(CultureInfo.InvariantCulture),
                Facility = context.Facility.Id,
                FirstName = FormattableString.Invariant($"First{i % 997}"),
                LastName = FormattableString.Invariant($"Last{i}"),
                Name = FormattableString.Invariant($"First{i % 997} Last{i}"),
                Email = FormattableString.Invariant($"person{i}@people.example"),
                Phone = FormattableString.Invariant($"+4670{i:D7}"),
                Department = "Department of measurements",
                Active = true,
            };
        }

        return new Page<Person>(items, to < people ? to.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static async Task DrainAsync(ServiceProvider hub)
    {
        var queue = hub.GetRequiredService<IWorkQueue>();
        var work = hub.GetRequiredService<SyncFacility>();
        while (true)
        {
            var messages = await queue.ReceiveAsync(WorkQueues.FacilitySync, AtOnce, TimeSpan.FromHours(1), 5, CancellationToken.None);
            if (messages.Count == 0)
                return;
            await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (message, token) =>
            {
                await work.HandleAsync(new QueueDelivery(message.Id, message.Body, message.EnqueuedAt), token);
                await queue.CompleteAsync(message, token);
            });
        }
    }

    private static async Task<Dictionary<string, string>> PeopleRowsAsync(ServiceProvider hub)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        string? continuation = null;
        do
        {
            var page = await hub.GetRequiredService<IStateStore>().QueryAsync(
                "People", StateRange.WithPrefix("site-0", "s:"), 1000, continuation, CancellationToken.None);
            foreach (var row in page.Rows)
                rows[row.Key.Row] = row.ETag;
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return rows;
    }

    private static long Resident()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / (1024 * 1024);
    }

    /// <summary>The most memory that the process has resident while it is watched.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly Timer _timer;
        private long _peak;

        public PeakMemory() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));

        public long Peak => Volatile.Read(ref _peak);

        public void Dispose() => _timer.Dispose();

        private void Look()
        {
            using var process = Process.GetCurrentProcess();
            _peak = Math.Max(_peak, process.WorkingSet64 / (1024 * 1024));
        }
    }
}
