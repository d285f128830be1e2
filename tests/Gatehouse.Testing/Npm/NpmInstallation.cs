using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Gatehouse.Testing.Npm;

/// <summary>Installs what tests need of npm from locked package lists into <c>artifacts</c> of the repository, once for all test runs.</summary>
internal static class NpmInstallation
{
    private static readonly TimeSpan LongestInstallation = TimeSpan.FromMinutes(5);

    /// <summary>The folder to start a program from. Test runs at the same time wait for the one that installs.</summary>
    /// <param name="name">The folder of this project that has its package list.</param>
    /// <param name="scripts">The scripts that lie beside the list.</param>
    public static async Task<string> EnsureAsync(string name, params string[] scripts)
    {
        string[] files = ["package.json", "package-lock.json", .. scripts];
        var source = Path.Combine(AppContext.BaseDirectory, name);
        var folder = Path.Combine(Repository.Root, "artifacts", name.ToLowerInvariant());
        Directory.CreateDirectory(folder);
        using var limit = new CancellationTokenSource(LongestInstallation);
        await using var turn = await TakeTurnAsync(Path.Combine(folder, "installation.lock"), limit.Token);
        var wanted = string.Concat(files.Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(source, file))))));
        var marker = Path.Combine(folder, "installed");
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, limit.Token) == wanted)
            return folder;

        foreach (var file in files)
            File.Copy(Path.Combine(source, file), Path.Combine(folder, file), overwrite: true);

        await InstallAsync(name, folder, limit.Token);
        await File.WriteAllTextAsync(marker, wanted, limit.Token);
        return folder;
    }

    /// <summary>Starts a program with its input and output as pipes.</summary>
    public static Process Start(string program, string folder, string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"These tests need {program}: install Node.js 20 or later with npm.", error);
        }
    }

    private static async Task InstallAsync(string name, string folder, CancellationToken limit)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Start(npm, folder, "ci --no-audit --no-fund --ignore-scripts");
        var output = process.StandardOutput.ReadToEndAsync(limit);
        var errors = process.StandardError.ReadToEndAsync(limit);
        await process.WaitForExitAsync(limit);
        await output;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"npm could not install {name}: {await errors}");
    }

    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken limit)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit);
            }
        }
    }
}
