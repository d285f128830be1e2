using System.Diagnostics;
using System.Globalization;

namespace Gatehouse.Benchmarks.Servers;

/// <summary>A server in a process of its own, so that what is measured shares no heap with what measures.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, IReadOnlyList<string> lines, TimeSpan readyAfter)
    {
        _process = process;
        Lines = lines;
        ReadyAfter = readyAfter;
    }

    /// <summary>What it printed until it was ready.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>From the start of the process to its being ready.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <summary>Starts a program and waits for the line that says it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(string assembly, string readyLine, params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.StartsWith(readyLine, StringComparison.Ordinal))
                return new ServerProcess(process, lines, Stopwatch.GetElapsedTime(started));
        }

        throw new InvalidOperationException($"{assembly} {string.Join(' ', arguments)} ended with {process.ExitCode} before it was ready.");
    }

    /// <summary>This program in another role; it prints its address when it is ready.</summary>
    public static Task<ServerProcess> StartSelfAsync(params string[] arguments) =>
        StartAsync(typeof(ServerProcess).Assembly.Location, "http", arguments);

    /// <summary>Its resident memory, in MiB.</summary>
    public double ResidentMebibytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
