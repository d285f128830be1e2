using System.Diagnostics;
using System.Text.Json;
using Gatehouse.Secrets;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Sqlite.Secrets;

/// <summary>
/// Secrets for development: the readable JSON file <c>secrets/secrets.json</c> in the data folder, which only its owner can read
/// (folder 0700, file 0600). Looser permissions are taken back when the file is read, with a warning. Several processes can share
/// the file; a value that one sets, the others see at their next read.
/// </summary>
public sealed class FileSecretStore : ISecretStore
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly ILogger<FileSecretStore> _logger;
    private readonly string _folder;
    private readonly string _path;
    private volatile SecretsSnapshot? _cached;

    /// <summary>Uses the subfolder <c>secrets</c> of <paramref name="folder"/>; both are created when absent.</summary>
    /// <exception cref="StateStoreException">The folder cannot be created.</exception>
    public FileSecretStore(string folder, ILogger<FileSecretStore> logger)
    {
        _logger = logger;
        _folder = Path.Combine(Path.GetFullPath(folder), "secrets");
        _path = Path.Combine(_folder, "secrets.json");
        Guard(() => OwnerOnly.CreateFolder(_folder));
    }

    /// <inheritdoc />
    public Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<string?>(cancellationToken)
            : Task.FromResult(Current().Values.GetValueOrDefault(name.VaultName));

    /// <inheritdoc />
    public async Task SetAsync(SecretName name, string value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        await ChangeAsync(
            values =>
            {
                values[name.VaultName] = value;
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken) =>
        ChangeAsync(values => values.Remove(name.VaultName), cancellationToken);

    private async Task<bool> ChangeAsync(Func<SortedDictionary<string, string>, bool> change, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(cancellationToken);
        var before = Current();
        var values = new SortedDictionary<string, string>(before.Values, StringComparer.Ordinal);
        if (!change(values))
            return false;

        Guard(() => Replace(values, before.WrittenAt));
        return true;
    }

    /// <summary>Waits until no other process, and nobody else in this one, changes the file.</summary>
    private async Task<FileStream> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return OwnerOnly.Open(Path.Combine(_folder, "secrets.lock"), FileMode.OpenOrCreate, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(started) < LongestWait)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw Failure(error);
            }
        }
    }

    private void Replace(SortedDictionary<string, string> values, DateTime before)
    {
        var next = Path.Combine(_folder, "secrets.next");
        File.Delete(next);
        using (var stream = OwnerOnly.Open(next, FileMode.CreateNew, FileShare.None))
        {
            JsonSerializer.Serialize(stream, new SecretsFile { Secrets = values }, SecretsJson.Default.SecretsFile);
            stream.Flush(flushToDisk: true);
        }

        // Readers compare the time alone, so that no two contents may have the same.
        if (File.GetLastWriteTimeUtc(next) <= before)
            File.SetLastWriteTimeUtc(next, before.AddMilliseconds(10));

        File.Move(next, _path, overwrite: true);
    }

    private SecretsSnapshot Current()
    {
        var snapshot = _cached;
        Guard(() =>
        {
            // The time is read before the content: a change in between is seen at the next read.
            var writtenAt = File.GetLastWriteTimeUtc(_path);
            if (snapshot?.WrittenAt != writtenAt)
                _cached = snapshot = new SecretsSnapshot(writtenAt, Load());
        });
        return snapshot!;
    }

    private SortedDictionary<string, string> Load()
    {
        if (!File.Exists(_path))
            return [];

        if (OwnerOnly.Tighten(_folder) | OwnerOnly.Tighten(_path))
            SecretsLog.Tightened(_logger, _path);

        using var stream = File.OpenRead(_path);
        var file = JsonSerializer.Deserialize(stream, SecretsJson.Default.SecretsFile);
        if (file is { Version: 1, Secrets: { } secrets })
            return secrets;

        throw new StateStoreException(
            $"The secrets file {_path} has version {file?.Version}; this program knows version 1. Run the program that wrote it.",
            isTransient: false);
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (JsonException error)
        {
            // Without the inner exception, which could quote the file.
            throw new StateStoreException(
                $"The secrets file {_path} is damaged at line {error.LineNumber + 1}. Repair it, or delete it and set the secrets anew.",
                isTransient: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(error);
        }
    }

    private StateStoreException Failure(Exception error) => new(
        $"The secrets file {_path} could not be used: {error.Message}", isTransient: error is IOException, error);
}
