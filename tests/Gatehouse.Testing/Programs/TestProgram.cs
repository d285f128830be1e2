using System.ComponentModel;
using System.Diagnostics;

namespace Gatehouse.Testing.Programs;

/// <summary>Runs a program of the operating system that tests need.</summary>
internal static class TestProgram
{
    /// <summary>What a program writes.</summary>
    /// <param name="name">The program.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">How long it may take.</param>
    /// <exception cref="InvalidOperationException">It is not installed; says how to.</exception>
    /// <exception cref="OperationCanceledException">It took longer, and was ended.</exception>
    public static async Task<string> RunAsync(string name, string package, IEnumerable<string> arguments, TimeSpan limit)
    {
        using var process = Start(name, package, arguments);
        using var end = new CancellationTokenSource(limit);
        try
        {
            var told = process.StandardError.ReadToEndAsync(end.Token);
            var text = await process.StandardOutput.ReadToEndAsync(end.Token);
            await told;
            await process.WaitForExitAsync(end.Token);
            return text;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string name, string package, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"apt-get install {package}", exception);
        }
    }
}
