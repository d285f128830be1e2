using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Api;
using Gatehouse.Grants;
using Gatehouse.Local;
using Gatehouse.State;

namespace Gatehouse.Benchmarks.Grants;

/// <summary>Measures grants over the embedded stores: the hub and the simulated vendors are in this process and share its cores.</summary>
internal static class GrantFigures
{
    private const int Alone = 200;
    private const int Many = 1000;
    private const int Each = 5;
    private const int AtOnce = 16;
    private const int Rounds = 4;
    private const int Floor = 7;
    private static readonly string[] Facilities = ["demo-hq", "demo-west"];

    public static async Task<int> RunAsync()
    {
        CountingStore? store = null;
        var options = new LocalOptions
        {
            DataFolder = Directory.CreateTempSubdirectory("gatehouse-grants-").FullName,
            Urls = "http://127.0.0.1:0",
            Timers = false,
            Configure = builder =>
            {
                var registered = builder.Services.Last(service => service.ServiceType == typeof(IStateStore));
                builder.Services.AddSingleton<IStateStore>(provider => store = CountingStore.Decorate(provider, registered));
                builder.Services.Configure<ApiOptions>(api => api.RequestsPerSecond = 100_000);
            },
        };
        await using var host = await LocalHost.StartAsync(options, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/"), Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Add("x-api-key", host.AdminKey);
        var grants = host.Services.GetRequiredService<GrantService>();

        await LatencyAsync(client, grants, 20);
        Print("202 to active, one target on an idle hub", await LatencyAsync(client, grants, 100));
        for (var round = 0; round < Rounds; round++)
        {
            await BurstAsync(client, grants, host, store!, [Draft(FormattableString.Invariant($"alone{round}"), Alone)]);
            await BurstAsync(client, grants, host, store!, [.. Enumerable.Range(0, Many).Select(i => Draft(FormattableString.Invariant($"many{round}-{i}"), Each))]);
        }

        return 0;
    }

    private static object Draft(string key, int targets) => new
    {
        key,
        subject = new { name = $"Åsa {key}" },
        window = new { from = DateTimeOffset.UtcNow.AddHours(1), to = DateTimeOffset.UtcNow.AddHours(9) },
        targets = Enumerable.Range(0, targets).Select(i => new { facility = Facilities[i % Facilities.Length] }),
    };

    private static async Task<List<double>> LatencyAsync(HttpClient client, GrantService grants, int count)
    {
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            using var answer = await client.PostAsJsonAsync("grants", Draft($"one{count}-{i}", 1));
            var time = Stopwatch.StartNew();
            var id = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            while ((await grants.GetAsync(id, CancellationToken.None)).Targets[0].Value.State != GrantState.Active)
                await Task.Delay(1);
            times.Add(time.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    private static async Task BurstAsync(HttpClient client, GrantService grants, LocalHost host, CountingStore store, IReadOnlyList<object> drafts)
    {
        var raw = await RawAsync(host, Alone * Each, _ => Task.CompletedTask);
        var floor = await RawAsync(host, Alone * Each, i => WriteAsync(store, i));
        var (writes, time) = (store.Writes, Stopwatch.StartNew());
        using var answer = await client.PostAsJsonAsync("grants/batch", new { grants = drafts });
        var items = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray();
        var accepted = time.Elapsed;
        var targets = 0;
        foreach (var id in items.Select(item => item.GetProperty("id").GetString()!))
        {
            GrantDocument grant;
            while (!(grant = await grants.GetAsync(id, CancellationToken.None)).Targets.All(target => target.Value.State == GrantState.Active))
                await Task.Delay(5);
            targets += grant.Targets.Count;
        }

        var rate = targets / time.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{drafts.Count} grants of {targets / drafts.Count} targets: accepted after {accepted.TotalSeconds:F2} s, active after {time.Elapsed.TotalSeconds:F2} s: {rate:F0} targets/s, {100 * rate / raw:F0} % of the simulator's {raw:F0} creates/s, {100 * rate / floor:F0} % of the {floor:F0}/s with {Floor} bare writes each; {(double)(store.Writes - writes) / targets:F2} writes a target"));
    }

    /// <summary>As many writes as a target costs, one after the other, and nothing else.</summary>
    private static async Task WriteAsync(CountingStore store, int index)
    {
        var body = new byte[1024];
        for (var i = 0; i < Floor; i++)
            await store.PutAsync("Floor", new StateKey(FormattableString.Invariant($"{index}"), FormattableString.Invariant($"{i}")), body, CancellationToken.None);
    }

    /// <summary>How many visits a second the simulator takes from a caller that does nothing else but what comes after each.</summary>
    private static async Task<double> RawAsync(LocalHost host, int count, Func<int, Task> after)
    {
        var simulator = host.Demo!.CavVisit;
        var customer = simulator.Customer(1);
        using var client = new HttpClient { BaseAddress = simulator.Host.BaseAddress };
        const string path = "Visits/CreateVisit";
        var time = Stopwatch.StartNew();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, token) =>
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["customerId"] = "1",
                ["customerKey"] = customer.Key,
                ["Visit"] = $$"""{"VisitorName":"Raw{{i}}","Field10":"{{Guid.NewGuid():N}}"}""",
            });
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form, token);
            answer.EnsureSuccessStatusCode();
            await after(i);
        });
        var rate = count / time.Elapsed.TotalSeconds;
        foreach (var visit in customer.Visits.List(visit => visit.VisitorName?.StartsWith("Raw", StringComparison.Ordinal) == true))
            customer.Visits.Remove(visit.Id);
        return rate;
    }

    private static void Print(string what, List<double> sorted) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: p50 {sorted[sorted.Count / 2]:F1} ms, p95 {sorted[sorted.Count * 95 / 100]:F1} ms"));
}
