using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gatehouse.Secrets;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.ApiKeys;

/// <summary>
/// Tells whose key a text is. Keys are kept in memory for 30 seconds, ids that do not exist for 5; in this process a change shows at once.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="secrets">Where the admin key is.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells when a key's last use could not be written.</param>
public sealed partial class ApiKeyAuthenticator(
    ApiKeyStore keys, ISecretStore secrets, TimeProvider time, ILogger<ApiKeyAuthenticator> logger)
{
    internal static readonly SecretName AdminKey = SecretName.OfHub("hub-admin-key");

    private const int MostCached = 10_000;
    private const int HashBytes = SHA256.HashSizeInBytes;
    private static readonly TimeSpan KnownTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnknownTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UseGrain = TimeSpan.FromHours(1);

    // Apart, so that a flood of unknown ids pushes no known key out of memory.
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _unknown = new(StringComparer.Ordinal);

    /// <summary>Checks a key's text, in constant time as far as its secret goes.</summary>
    /// <param name="text">What the caller sent.</param>
    /// <param name="mayRead">Whether a key that is not in memory may be read from the store.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="StateStoreException">The store cannot be read.</exception>
    public ValueTask<ApiKeyCheck> CheckAsync(string text, bool mayRead, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.TryParse(text, out var id, out var secret))
            return ValueTask.FromResult(new ApiKeyCheck(null, ApiKeyRefusal.Unknown));

        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var known) && time.GetElapsedTime(known.ReadAt) < KnownTime)
        {
            return IsUseDue(known)
                ? CheckAndNoteUseAsync(known, secret.ToString(), cancellationToken)
                : ValueTask.FromResult(Compare(known.Key, secret));
        }

        if (_unknown.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var readAt) && time.GetElapsedTime(readAt) < UnknownTime)
            return ValueTask.FromResult(new ApiKeyCheck(null, ApiKeyRefusal.Unknown));

        return mayRead
            ? ReadAndCheckAsync(id.ToString(), secret.ToString(), cancellationToken)
            : ValueTask.FromResult(new ApiKeyCheck(null, ApiKeyRefusal.NotRead));
    }

    /// <summary>Makes the next check read a key anew.</summary>
    public void Forget(string id)
    {
        _known.TryRemove(id, out _);
        _unknown.TryRemove(id, out _);
    }

    private async ValueTask<ApiKeyCheck> ReadAndCheckAsync(string id, string secret, CancellationToken cancellationToken)
    {
        var readAt = time.GetTimestamp();
        if (await ReadAsync(id, readAt, cancellationToken) is not { } known)
        {
            _known.TryRemove(id, out _);
            Keep(_unknown, id, readAt);
            return new ApiKeyCheck(null, ApiKeyRefusal.Unknown);
        }

        _unknown.TryRemove(id, out _);
        Keep(_known, id, known);
        return await CheckAndNoteUseAsync(known, secret, cancellationToken);
    }

    private async ValueTask<Known?> ReadAsync(string id, long readAt, CancellationToken cancellationToken)
    {
        if (id != ApiKeyText.AdminId)
            return await keys.GetAsync(id, cancellationToken) is { } found ? new Known(found.Value, found.ETag, readAt) : null;

        if (await AdminKeyAsync(cancellationToken) is not { } text)
            return null;
        if (!ApiKeyText.TryParse(text, out var adminId, out var secret) || adminId is not ApiKeyText.AdminId)
            throw new InvalidOperationException("The secret hub-admin-key must be 'gh_admin_' and 48 hexadecimal digits in lower case.");

        var hash = new byte[HashBytes];
        ApiKeyText.Hash(secret, hash);
        return new Known(ApiKeyService.Admin(hash), null, readAt);
    }

    private async Task<string?> AdminKeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await secrets.GetAsync(AdminKey, cancellationToken);
        }
        catch (UnusableSecretException)
        {
            // Who disabled it wants nobody to come in with it.
            return null;
        }
    }

    private async ValueTask<ApiKeyCheck> CheckAndNoteUseAsync(Known known, string secret, CancellationToken cancellationToken)
    {
        var check = Compare(known.Key, secret);
        if (check.Key is not null && IsUseDue(known) && known.ClaimUse())
            await NoteUseAsync(known, cancellationToken);
        return check;
    }

    private ApiKeyCheck Compare(ApiKey key, ReadOnlySpan<char> secret)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        ApiKeyText.Hash(secret, hash);
        if (!CryptographicOperations.FixedTimeEquals(hash, key.SecretHash))
            return new ApiKeyCheck(null, ApiKeyRefusal.Unknown);
        if (key.Disabled)
            return new ApiKeyCheck(null, ApiKeyRefusal.Disabled);
        return key.ExpiresAt <= time.GetUtcNow() ? new ApiKeyCheck(null, ApiKeyRefusal.Expired) : new ApiKeyCheck(key, ApiKeyRefusal.None);
    }

    private bool IsUseDue(Known known) =>
        known is { ETag: not null, UseClaimed: false } && !(time.GetUtcNow() - known.Key.LastUsedAt < UseGrain);

    private async Task NoteUseAsync(Known known, CancellationToken cancellationToken)
    {
        try
        {
            // Nothing is lost when somebody else was first: they noted the use, or changed the key and it is noted after the next read.
            await keys.ReplaceAsync(known.Key with { LastUsedAt = time.GetUtcNow() }, known.ETag!, cancellationToken);
        }
        catch (StateStoreException exception)
        {
            LogUseNotNoted(logger, exception, known.Key.Id);
        }
    }

    private static void Keep<T>(ConcurrentDictionary<string, T> cache, string id, T value)
    {
        if (cache.Count >= MostCached)
            cache.Clear();
        cache[id] = value;
    }

    [LoggerMessage(40, LogLevel.Warning, "The last use of the API key {KeyId} could not be written.")]
    private static partial void LogUseNotNoted(ILogger logger, Exception exception, string keyId);

    private sealed class Known(ApiKey key, string? etag, long readAt)
    {
        private int _useClaimed;

        public ApiKey Key { get; } = key;

        public string? ETag { get; } = etag;

        public long ReadAt { get; } = readAt;

        public bool UseClaimed => Volatile.Read(ref _useClaimed) != 0;

        public bool ClaimUse() => Interlocked.Exchange(ref _useClaimed, 1) == 0;
    }
}
