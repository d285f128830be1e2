using System.Globalization;

namespace Gatehouse.Testing.Programs;

/// <summary>Looks at pages with headless Chromium, in a window as large as a phone's.</summary>
public static class Browser
{
    private const int Width = 390;
    private const int Height = 844;
    private const string NoScripts = """{"profile":{"default_content_setting_values":{"javascript":2}}}""";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>The document after a page has been open for a while, by its own clock.</summary>
    /// <param name="address">The page.</param>
    /// <param name="open">How long it has been open.</param>
    /// <param name="scripts">Whether pages may run scripts.</param>
    /// <exception cref="InvalidOperationException"><c>apt-get install chromium</c>.</exception>
    public static Task<string> ReadAsync(Uri address, TimeSpan open, bool scripts = true) => RunAsync(address, open, scripts, ["--dump-dom"]);

    /// <summary>What a phone's screen shows, as PNG.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception" />
    /// <param name="address">The page.</param>
    /// <param name="scripts">Whether pages may run scripts.</param>
    /// <param name="options">Further options of Chromium.</param>
    public static async Task<byte[]> LookAsync(Uri address, bool scripts = true, params string[] options)
    {
        var file = Path.Combine(Path.GetTempPath(), $"gatehouse-page-{Guid.NewGuid():N}.png");
        try
        {
            await RunAsync(address, TimeSpan.FromSeconds(1), scripts, ["--screenshot=" + file, "--hide-scrollbars", .. options]);
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> RunAsync(Uri address, TimeSpan open, bool scripts, IEnumerable<string> options)
    {
        var profile = Directory.CreateTempSubdirectory("gatehouse-browser-");
        try
        {
            if (!scripts)
                await File.WriteAllTextAsync(Path.Combine(profile.CreateSubdirectory("Default").FullName, "Preferences"), NoScripts);
            return await TestProgram.RunAsync(
                "chromium",
                "chromium",
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--user-data-dir=" + profile.FullName,
                    string.Create(CultureInfo.InvariantCulture, $"--window-size={Width},{Height}"),
                    string.Create(CultureInfo.InvariantCulture, $"--virtual-time-budget={open.TotalMilliseconds}"),
                    .. options,
                    address.AbsoluteUri,
                ],
                Limit);
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }
}
