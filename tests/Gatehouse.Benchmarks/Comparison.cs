using System.Globalization;
using Gatehouse.Benchmarks.Load;
using Gatehouse.Benchmarks.Servers;

namespace Gatehouse.Benchmarks;

/// <summary>Measures a visit read and a visit create straight at the simulator, through a minimal proxy, and through the hub, side by side.</summary>
internal static class Comparison
{
    private const int Rounds = 3;
    private const int WarmUpSeconds = 10;
    private const int WrkSeconds = 5;
    private const int PacedSeconds = 10;

    public static async Task<int> RunAsync()
    {
        await using var simulator = await ServerProcess.StartSelfAsync("simulator");
        var vendor = new Uri(simulator.Lines[^1]);
        await using var proxy = await ServerProcess.StartSelfAsync("proxy", vendor.ToString());
        await using var hub = await ServerProcess.StartSelfAsync("hub", vendor.ToString());
        var hubLine = hub.Lines[^1].Split(' ');
        var visit = await FirstVisitAsync(vendor);
        Target[] targets =
        [
            Vendor("simulator", vendor, visit),
            Vendor("minimal proxy", new Uri(proxy.Lines[^1] + "/"), visit),
            Hub(new Uri(hubLine[0]), hubLine[1], visit),
        ];

        foreach (var target in targets)
        {
            await Wrk.RunAsync(target, create: false, WarmUpSeconds);
            await Wrk.RunAsync(target, create: true, WarmUpSeconds);
        }

        foreach (var create in new[] { false, true })
            await ReportAsync(targets, create);
        await ReportAllocationAsync(targets[^1], new Uri(new Uri(hubLine[0]), HubServer.AllocatedPath));
        await ReportStartAsync();
        return 0;
    }

    private static async Task ReportAsync(Target[] targets, bool create)
    {
        var rates = targets.ToDictionary(target => target.Name, _ => new List<double>());
        var failures = 0;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var target in targets)
            {
                var (perSecond, failed) = await Wrk.RunAsync(target, create, WrkSeconds);
                rates[target.Name].Add(perSecond);
                failures += failed;
            }
        }

        Line($"### One visit {(create ? "create" : "read")}");
        Line("");
        Line("| through | requests/s | against the proxy | p50 at 100/s | p99 at 100/s | added p50 |");
        Line("|---|---|---|---|---|---|");
        var latencies = new Dictionary<string, double[]>();
        foreach (var target in targets)
            latencies[target.Name] = await PacedLoad.RunAsync(target, create, PacedSeconds);
        foreach (var target in targets)
        {
            var rate = Median(rates[target.Name]);
            var sorted = latencies[target.Name];
            Line(string.Create(
                CultureInfo.InvariantCulture,
                $"| {target.Name} | {rate:N0} | {rate / Median(rates[targets[1].Name]):P0} | {At(sorted, 0.5):N2} ms | {At(sorted, 0.99):N2} ms | {At(sorted, 0.5) - At(latencies[targets[0].Name], 0.5):N2} ms |"));
        }

        Line("");
        if (failures > 0)
            Line(string.Create(CultureInfo.InvariantCulture, $"{failures} answers were not 2xx."));
    }

    private static async Task ReportAllocationAsync(Target hub, Uri allocated)
    {
        const int Reads = 2000;
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-api-key", hub.ApiKey);
        await ReadAsync(Reads);
        var before = await BytesAsync();
        await ReadAsync(Reads);
        var bytes = (await BytesAsync() - before) / Reads;
        Line(string.Create(CultureInfo.InvariantCulture, $"A visit read allocates {bytes / 1024.0:N1} KiB in the hub."));

        async Task ReadAsync(int count)
        {
            for (var i = 0; i < count; i++)
                await client.GetByteArrayAsync(hub.Read);
        }

        async Task<long> BytesAsync() => long.Parse(await client.GetStringAsync(allocated), CultureInfo.InvariantCulture);
    }

    private static async Task ReportStartAsync()
    {
        var local = Path.Combine(AppContext.BaseDirectory, "Gatehouse.Local.dll");
        var starts = new List<double>();
        var resident = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("gatehouse-benchmark-").FullName;
            await using var host = await ServerProcess.StartAsync(local, "Ctrl-C", "--data", folder, "--urls", "http://127.0.0.1:0");
            starts.Add(host.ReadyAfter.TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(10));
            resident = host.ResidentMebibytes();
        }

        Line(string.Create(CultureInfo.InvariantCulture, $"Ready {Median(starts):N2} s after the start of the process, simulators and a fresh store included; {resident:N0} MiB resident when idle."));
    }

    private static Target Vendor(string name, Uri address, int visit) => new(
        name,
        new Uri(address, $"Visits/GetVisitById?customerKey=demo-key-hq&customerId=1&id={visit}"),
        new Uri(address, "Visits/CreateVisit"),
        "application/x-www-form-urlencoded",
        "customerKey=demo-key-hq&customerId=1&Visit=" + Uri.EscapeDataString("""{"VisitorName":"Chris Park","DateVisit":"2030-03-20 05:15","DateValidTo":"2030-03-20 10:00"}"""));

    private static Target Hub(Uri address, string key, int visit) => new(
        "Gatehouse",
        new Uri(address, $"/api/v1/facilities/bench/visits/{visit}"),
        new Uri(address, "/api/v1/facilities/bench/visits"),
        "application/json",
        """{"visitor":{"name":"Chris Park"},"window":{"from":"2030-03-20T05:15:00+01:00","to":"2030-03-20T10:00:00+01:00"}}""",
        key);

    private static async Task<int> FirstVisitAsync(Uri vendor)
    {
        using var client = new HttpClient();
        var list = await client.GetStringAsync(new Uri(vendor, "Visits/GetVisits?customerKey=demo-key-hq&customerId=1"));
        using var json = System.Text.Json.JsonDocument.Parse(list);
        return json.RootElement[0].GetProperty("Id").GetInt32();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double At(double[] sorted, double share) => sorted[(int)(sorted.Length * share)];

    private static void Line(string text) => Console.WriteLine(text);
}
