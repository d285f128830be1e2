using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Benchmarks.Load;

/// <summary>Runs wrk with 32 connections for a few seconds.</summary>
internal static partial class Wrk
{
    private const int Connections = 32;

    /// <summary>Requests per second, and how many answers were not 2xx.</summary>
    public static async Task<(double PerSecond, int Failed)> RunAsync(Target target, bool create, int seconds)
    {
        var script = Path.Combine(Path.GetTempPath(), $"gatehouse-wrk-{Environment.ProcessId}.lua");
        await File.WriteAllTextAsync(script, Script(target, create));
        var start = new ProcessStartInfo(
            "wrk",
            ["-t", "1", "-c", Number(Connections), "-d", Number(seconds) + "s", "-s", script, (create ? target.Create : target.Read).ToString()])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start: apt-get install wrk");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(script);
        var failed = Failures().Match(output);
        return (double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture),
            failed.Success ? int.Parse(failed.Groups["count"].Value, CultureInfo.InvariantCulture) : 0);
    }

    private static string Script(Target target, bool create)
    {
        var headers = target.ApiKey is null ? "" : $"wrk.headers['x-api-key'] = '{target.ApiKey}'\n";
        return create
            ? $"wrk.method = 'POST'\nwrk.body = [[{target.Body}]]\nwrk.headers['Content-Type'] = '{target.ContentType}'\n{headers}"
            : headers;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"Non-2xx or 3xx responses:\s+(?<count>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Failures();
}
