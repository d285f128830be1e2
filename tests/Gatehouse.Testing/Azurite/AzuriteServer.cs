using System.Diagnostics;
using Gatehouse.Testing.Npm;

namespace Gatehouse.Testing.Azurite;

/// <summary>
/// Azurite, the emulator of a storage account, on free ports of 127.0.0.1 with its data in memory. It is installed with npm, at the
/// locked version, on first use; it ends when it is disposed of and when the process that started it ends.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private AzuriteServer(Process process, string queueAddress, string tableAddress)
    {
        _process = process;
        QueueEndpoint = new Uri($"{queueAddress}/{Account}");
        TableEndpoint = new Uri($"{tableAddress}/{Account}");
    }

    /// <summary>The Queue service's address, with the account's name.</summary>
    public Uri QueueEndpoint { get; }

    /// <summary>The Table service's address, with the account's name.</summary>
    public Uri TableEndpoint { get; }

    /// <summary>What a client connects with.</summary>
    public string ConnectionString => ConnectionStringFor(TableEndpoint, QueueEndpoint);

    /// <summary>A connection string with the emulator's account and key and other addresses.</summary>
    public static string ConnectionStringFor(Uri tableEndpoint, Uri queueEndpoint) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={tableEndpoint};QueueEndpoint={queueEndpoint};";

    /// <summary>Installs the emulator when it is missing and starts it.</summary>
    /// <exception cref="InvalidOperationException">Node.js or npm is missing, or the emulator does not start.</exception>
    public static async Task<AzuriteServer> StartAsync()
    {
        var folder = await NpmInstallation.EnsureAsync("Azurite", "start.js");
        var process = NpmInstallation.Start(
            "node",
            folder,
            "start.js --inMemoryPersistence --skipApiVersionCheck --silent --disableTelemetry --blobPort 0 --queuePort 0 --tablePort 0");
        try
        {
            using var limit = new CancellationTokenSource(LongestStart);
            var addresses = await AddressesAsync(process, limit.Token);
            return new AzuriteServer(process, addresses["Queue"], addresses["Table"]);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends the emulator; its data are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<Dictionary<string, string>> AddressesAsync(Process process, CancellationToken limit)
    {
        const string Listening = " service is successfully listening at ";
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        while (addresses.Count < 3)
        {
            var line = await process.StandardOutput.ReadLineAsync(limit)
                ?? throw new InvalidOperationException($"Azurite ended: {await process.StandardError.ReadToEndAsync(limit)}");
            if (line.Split(Listening) is [var service, var address])
                addresses[service.Split(' ')[^1]] = address.Trim();
        }

        return addresses;
    }
}
