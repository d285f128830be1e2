namespace Gatehouse.Local;

/// <summary>How a local host is started.</summary>
public sealed record LocalOptions
{
    /// <summary>The folder for state and secrets; it is created, for its owner only, when absent.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>The addresses to listen on, separated by semicolons; <see langword="null"/> for port 7071 on the loopback address, or the next free one.</summary>
    public string? Urls { get; init; }

    /// <summary>Whether to start the simulators and keep demo facilities for them.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>
    /// The connection string of a storage account for state and queues; <see langword="null"/> for the embedded store.
    /// Secrets stay in the data folder.
    /// </summary>
    public string? Storage { get; init; }

    /// <summary>Whether timers fire; tests that count calls do without.</summary>
    public bool Timers { get; init; } = true;

    /// <summary>Changes the host before it is built; for tests.</summary>
    public Action<IHostApplicationBuilder>? Configure { get; init; }

    /// <summary>Where data is kept when nothing is said: below the user's local application data.</summary>
    public static string DefaultDataFolder
    {
        get
        {
            var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return folder.Length > 0 ? Path.Combine(folder, "gatehouse") : Path.GetFullPath(".gatehouse");
        }
    }
}
