namespace Gatehouse.Secrets;

/// <summary>
/// Secrets of facilities and of the hub itself. Values are never logged, listed or shown.
/// Failures of the store itself are thrown as <see cref="State.StateStoreException"/>.
/// </summary>
public interface ISecretStore
{
    /// <summary>
    /// Since when, UTC, the store serves what it last read because it cannot be reached; <see langword="null"/> while all is well.
    /// For health probes.
    /// </summary>
    DateTimeOffset? AwaySince => null;

    /// <summary>The secret's value; <see langword="null"/> when it was never set, or was deleted.</summary>
    /// <exception cref="UnusableSecretException">It is disabled or out of its dates.</exception>
    Task<string?> GetAsync(SecretName name, CancellationToken cancellationToken);

    /// <summary>
    /// The secret's value as it is now, past any cache: for a caller whom a vendor called unauthenticated, once, before it believes that.
    /// Nothing serves that was read before the call, not even while the store is away.
    /// </summary>
    /// <exception cref="State.StateStoreException">The store is away.</exception>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    Task<string?> GetFreshAsync(SecretName name, CancellationToken cancellationToken) => GetAsync(name, cancellationToken);

    /// <summary>Sets the value, in place of any before.</summary>
    /// <exception cref="SecretWriteRefusedException">The hub may not write it.</exception>
    Task SetAsync(SecretName name, string value, CancellationToken cancellationToken);

    /// <summary>Removes the secret. Returns <see langword="false"/> when there was none.</summary>
    Task<bool> DeleteAsync(SecretName name, CancellationToken cancellationToken);
}
