using System.Diagnostics;
using System.Text;

namespace Gatehouse.Benchmarks.Load;

/// <summary>Sends requests at a fixed rate and notes how long each took.</summary>
internal static class PacedLoad
{
    private const int PerSecond = 100;

    /// <summary>Latencies in milliseconds, sorted, of <paramref name="seconds"/> at 100 requests a second.</summary>
    public static async Task<double[]> RunAsync(Target target, bool create, int seconds)
    {
        using var client = new HttpClient();
        var count = PerSecond * seconds;
        var latencies = new double[count];
        var pending = new List<Task>(count);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / PerSecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            pending.Add(SendAsync(client, target, create, latencies, i));
        }

        await Task.WhenAll(pending);
        Array.Sort(latencies);
        return latencies;
    }

    private static async Task SendAsync(HttpClient client, Target target, bool create, double[] latencies, int index)
    {
        using var request = new HttpRequestMessage(create ? HttpMethod.Post : HttpMethod.Get, create ? target.Create : target.Read);
        if (target.ApiKey is not null)
            request.Headers.Add("x-api-key", target.ApiKey);
        if (create)
            request.Content = new StringContent(target.Body, Encoding.UTF8, target.ContentType);
        var sent = Stopwatch.GetTimestamp();
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        latencies[index] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
        response.EnsureSuccessStatusCode();
    }
}
