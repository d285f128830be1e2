using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Facilities;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Time;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors;

/// <summary>All that a handler needs to know of a facility.</summary>
/// <param name="facility">The facility.</param>
/// <param name="settings">The connector's own settings object.</param>
/// <param name="zone">The facility's time zone.</param>
/// <param name="secrets">Where its secrets are.</param>
public sealed class FacilityContext(Facility facility, object settings, FacilityZone zone, ISecretStore secrets)
{
    private readonly ConcurrentDictionary<string, SecretName> _used = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, bool> _current = new(StringComparer.Ordinal);
    private int _rotations;

    /// <summary>The facility.</summary>
    public Facility Facility { get; } = facility;

    /// <summary>The facility's time zone.</summary>
    public FacilityZone Zone { get; } = zone;

    /// <summary>The settings in the connector's own type.</summary>
    public TSettings Settings<TSettings>()
        where TSettings : class => (TSettings)settings;

    /// <summary>A secret of the facility.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Misconfigured"/>: it is not set, or may not be used.</exception>
    public async ValueTask<string> SecretAsync(string name, CancellationToken cancellationToken) =>
        await FindSecretAsync(name, cancellationToken)
        ?? throw new VendorException(new VendorError(
            VendorErrorKind.Misconfigured,
            $"The facility's secret '{name}' is not set. Set it with PUT /api/v1/facilities/{Facility.Id}/secrets/{name}.",
            "secret_missing"));

    /// <summary>A secret of the facility; <see langword="null"/> when it is not set.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Misconfigured"/>: it may not be used.</exception>
    internal async ValueTask<string?> FindSecretAsync(string name, CancellationToken cancellationToken)
    {
        var secret = _used.GetOrAdd(name, static (name, facility) => SecretName.OfFacility(facility, name), Facility.Id);
        if (_current.ContainsKey(name))
            return await ReadAsync(secret, isFresh: false, cancellationToken);

        // What a cache has may be of other settings: a secret that was cleared elsewhere does not go to an address that it was not meant for.
        var value = await ReadAsync(secret, isFresh: true, cancellationToken);
        _current.TryAdd(name, true);
        return value;
    }

    /// <summary>Takes over from the context before it which secrets are of these settings, if it had the same.</summary>
    internal FacilityContext After(FacilityContext? before)
    {
        if (before is not null && before.Binding == Binding)
            _current = before._current;
        return this;
    }

    /// <summary>The names of the secrets that were asked for so far, in order.</summary>
    internal IReadOnlyList<string> UsedSecrets => [.. _used.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The same text for the same system and settings: what was got with others, a token for example, is not for this facility.</summary>
    internal string Binding => field ??= BindingOf(Facility);

    /// <summary>Whether the facility has these settings still, as far as its configuration can be asked; <see langword="null"/> where it cannot.</summary>
    internal Func<CancellationToken, Task<bool>>? IsStillSoAsync { get; init; }

    /// <summary>How often a secret was found changed; see <see cref="RefreshSecretsAsync"/>.</summary>
    internal int Rotations => Volatile.Read(ref _rotations);

    /// <summary>
    /// Reads the secrets that were used so far past any cache, and tells whether one has changed since a call began:
    /// then a vendor that called the facility unauthenticated has not seen the new one.
    /// </summary>
    /// <param name="before"><see cref="Rotations"/> when the call began.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="VendorException"><c>facility_changed</c>: a secret has changed, and the settings with it.</exception>
    internal async Task<bool> RefreshSecretsAsync(int before, CancellationToken cancellationToken)
    {
        if (Rotations != before)
            return true;

        var changed = false;
        foreach (var name in _used.Values)
        {
            var known = await ReadAsync(name, isFresh: false, cancellationToken);
            changed |= await FindFreshAsync(name, known, cancellationToken) != known;
        }

        if (!changed)
            return false;

        // New secrets may belong to new settings, and do not go where the old ones went.
        if (IsStillSoAsync is { } ask && !await ask(cancellationToken))
            throw new VendorException(new VendorError(VendorErrorKind.Unavailable, "The facility was changed meanwhile. Try again.", "facility_changed"));
        Interlocked.Increment(ref _rotations);
        return true;
    }

    // Where the store is away the vendor is believed.
    private async ValueTask<string?> FindFreshAsync(SecretName name, string? known, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(name, isFresh: true, cancellationToken);
        }
        catch (StateStoreException exception) when (exception.IsTransient)
        {
            return known;
        }
    }

    private async ValueTask<string?> ReadAsync(SecretName name, bool isFresh, CancellationToken cancellationToken)
    {
        try
        {
            return await (isFresh ? secrets.GetFreshAsync(name, cancellationToken) : secrets.GetAsync(name, cancellationToken));
        }
        catch (UnusableSecretException exception)
        {
            throw new VendorException(new VendorError(VendorErrorKind.Misconfigured, exception.Message, "secret_unusable"), exception);
        }
    }

    /// <summary><see cref="Binding"/> of a facility.</summary>
    internal static string BindingOf(Facility facility)
    {
        var text = new StringBuilder(facility.System);
        foreach (var (name, value) in facility.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
            text.Append('\n').Append(name).Append('=').Append(value.GetRawText());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
