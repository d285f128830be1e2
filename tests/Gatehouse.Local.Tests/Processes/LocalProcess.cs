using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Gatehouse.Local.Tests.Processes;

/// <summary>The local host as a process of its own.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalProcess(string[] arguments, string? runtimeConfig = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Outgoing__AllowedPrivateNetworks__0"] = "127.0.0.0/8" },
        };
        if (runtimeConfig is not null)
        {
            foreach (var argument in new[] { "exec", "--runtimeconfig", runtimeConfig })
                start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Gatehouse.Local.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _ready.TrySetResult();
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            _output.Enqueue(line.Data);
            if (line.Data.StartsWith("Ctrl-C", StringComparison.Ordinal))
                _ready.TrySetResult();
        };
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    public Uri Address => new(_output.First(line => line.StartsWith("Gatehouse listens on ", StringComparison.Ordinal))["Gatehouse listens on ".Length..]);

    /// <summary>Starts a process and waits until it is ready.</summary>
    public static Task<LocalProcess> StartAsync(params string[] arguments) => StartWithAsync(null, arguments);

    /// <summary>Starts a process with another runtimeconfig.json and waits until it is ready.</summary>
    public static async Task<LocalProcess> StartWithAsync(string? runtimeConfig, params string[] arguments)
    {
        var process = new LocalProcess(arguments, runtimeConfig);
        await process._ready.Task.WaitAsync(Patience);
        process._process.HasExited.ShouldBeFalse(process.Errors);
        return process;
    }

    /// <summary>Runs a process to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var process = new LocalProcess(arguments);
        return (await process.ExitAsync(), process.Output, process.Errors);
    }

    /// <summary>Sends a signal such as <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await ExitAsync();
        }

        _process.Dispose();
    }
}
