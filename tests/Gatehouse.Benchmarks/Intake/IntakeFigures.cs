using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Benchmarks.Servers;
using Gatehouse.Testing.Azurite;

namespace Gatehouse.Benchmarks.Intake;

/// <summary>
/// Measures how many webhooks are answered, and how soon, beside an endpoint that only answers 202 and one that only appends to the same
/// store; the hub works what it took in at the same time.
/// </summary>
internal static partial class IntakeFigures
{
    private const int Seconds = 5;
    private const int PerSecond = 100;
    private const int PacedSeconds = 10;
    private const int Connections = 64;
    private const string Body =
        """{"messageVersion":1,"messageData":{"requestId":"5f0c","msgType":"access_event","dataVersion":1,"data":{"orgId":641,"orgUserId":"4711","eventTimeEpoch":1781881200,"direction":"exit","accessType":"card","eventId":"EVENT","accessPointId":23242,"accessPointName":"Gate","siteId":1,"name":"Somebody"}}}""";

    private static int _sent;

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("| store | endpoint | webhooks/s | p50 at 100/s | p99 at 100/s |");
        Console.WriteLine("|---|---|---|---|---|");
        await ReportAsync("none", "only answers 202", "bare", IntakeServer.Embedded);
        await ReportAsync("SQLite", "only appends", "append", IntakeServer.Embedded);
        await ReportAsync("SQLite", "Gatehouse", "hub", IntakeServer.Embedded);
        await using var azurite = await AzuriteServer.StartAsync();
        await ReportAsync("Azurite", "only appends", "append", azurite.ConnectionString);
        await ReportAsync("Azurite", "Gatehouse", "hub", azurite.ConnectionString);
        return 0;
    }

    private static async Task ReportAsync(string store, string name, string kind, string storage)
    {
        await using var server = await ServerProcess.StartSelfAsync("intake", kind, storage);
        var address = new Uri(new Uri(server.Lines[^1]), IntakeServer.Path);
        await PacedAsync(address, 2);
        var paced = await PacedAsync(address, PacedSeconds);
        var rates = new List<double>();
        for (var round = 0; round < 3; round++)
            rates.Add(await RateAsync(address));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {store} | {name} | {rates.Order().ElementAt(1):N0} | {paced[paced.Length / 2]:N2} ms | {paced[(int)(paced.Length * 0.99)]:N2} ms |"));
    }

    private static async Task<double> RateAsync(Uri address)
    {
        var script = Path.Combine(Path.GetTempPath(), $"gatehouse-intake-{Environment.ProcessId}.lua");
        var run = Interlocked.Increment(ref _sent);
        await File.WriteAllTextAsync(
            script,
            $$"""
            wrk.method = 'POST'
            wrk.headers['Content-Type'] = 'application/json'
            wrk.headers['x-api-key'] = '{{IntakeServer.Key}}'
            local body, n = [[{{Body}}]], 0
            request = function()
              n = n + 1
              return wrk.format(nil, nil, nil, (body:gsub('EVENT', 'w{{run}}-' .. n)))
            end
            """);
        var start = new ProcessStartInfo(
            "wrk", ["-t", "1", "-c", Number(Connections), "-d", Number(Seconds) + "s", "-s", script, address.ToString()])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start: apt-get install wrk");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(script);
        if (output.Contains("Non-2xx", StringComparison.Ordinal))
            Console.WriteLine(output);
        return double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<double[]> PacedAsync(Uri address, int seconds)
    {
        using var client = new HttpClient();
        var latencies = new double[PerSecond * seconds];
        var pending = new List<Task>(latencies.Length);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < latencies.Length; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / PerSecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            pending.Add(SendAsync(client, address, latencies, i));
        }

        await Task.WhenAll(pending);
        Array.Sort(latencies);
        return latencies;
    }

    private static async Task SendAsync(HttpClient client, Uri address, double[] latencies, int index)
    {
        var body = Body.Replace("EVENT", "p" + Number(Interlocked.Increment(ref _sent)), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("x-api-key", IntakeServer.Key);
        var sent = Stopwatch.GetTimestamp();
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        latencies[index] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
        response.EnsureSuccessStatusCode();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();
}
