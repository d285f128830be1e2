namespace Gatehouse.Compat;

/// <summary>What a storage connection string says about one service.</summary>
/// <param name="Endpoint">The service's address, without a slash at its end.</param>
/// <param name="Account">The account's name.</param>
/// <param name="Key">The account's key.</param>
internal sealed record StorageConnection(string Endpoint, string Account, byte[] Key)
{
    private const string Table = "Table";
    private const string DevelopmentAccount = "devstoreaccount1";

    // The key of the storage emulator, the same on every machine and published by its documentation.
    private const string DevelopmentKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Reads a connection string with account and key, or <c>UseDevelopmentStorage=true</c>.</summary>
    /// <param name="connectionString">The text, <c>name=value</c> pairs separated by semicolons.</param>
    /// <param name="service"><c>Table</c> or <c>Queue</c>.</param>
    /// <param name="developmentPort">The service's port on the emulator.</param>
    /// <exception cref="FormatException">The text is no connection string with an account and a key, or its key is no Base64.</exception>
    /// <exception cref="InvalidOperationException">The same for tables, where the text is not made of names and values.</exception>
    /// <exception cref="ArgumentException">The same for tables, where account or key is missing.</exception>
    public static StorageConnection Parse(string connectionString, string service, int developmentPort)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = Settings(connectionString, service);
        if (settings.GetValueOrDefault("UseDevelopmentStorage") is "true")
        {
            return new StorageConnection(
                $"http://127.0.0.1:{developmentPort}/{DevelopmentAccount}", DevelopmentAccount, Convert.FromBase64String(DevelopmentKey));
        }

        if (settings.GetValueOrDefault("AccountName") is not { Length: > 0 } account || settings.GetValueOrDefault("AccountKey") is not { Length: > 0 } key)
        {
            const string Missing = "The connection string has no account, or no key.";
            throw service == Table ? new ArgumentException(Missing, nameof(connectionString)) : new FormatException(Missing);
        }

        var endpoint = settings.GetValueOrDefault($"{service}Endpoint") ?? Default(settings, account, service);
        return new StorageConnection(endpoint.TrimEnd('/'), account, Convert.FromBase64String(key));
    }

    private static string Default(Dictionary<string, string> settings, string account, string service)
    {
        var protocol = settings.GetValueOrDefault("DefaultEndpointsProtocol") ?? "https";
        var suffix = settings.GetValueOrDefault("EndpointSuffix") ?? "core.windows.net";
        return service switch
        {
            Table => $"{protocol}://{account}.table.{suffix}",
            _ => $"{protocol}://{account}.queue.{suffix}",
        };
    }

    private static Dictionary<string, string> Settings(string connectionString, string service)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !settings.TryAdd(setting[..equals].TrimEnd(), setting[(equals + 1)..].TrimStart()))
            {
                const string Malformed = "The connection string has a part that is no name=value, or a name twice.";
                throw service == Table ? new InvalidOperationException(Malformed) : new FormatException(Malformed);
            }
        }

        return settings;
    }
}
