using System.Collections.Concurrent;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Secrets;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Facilities;

/// <summary>Gives the context of a facility by its id. What it read counts for 30 seconds; in this process a change shows at once.</summary>
/// <param name="facilities">The facilities' configuration.</param>
/// <param name="connectors">The connectors.</param>
/// <param name="secrets">Where facilities' secrets are.</param>
/// <param name="time">The clock.</param>
public sealed class FacilityDirectory(FacilityStore facilities, ConnectorRegistry connectors, ISecretStore secrets, TimeProvider time)
{
    private const int MostCached = 10_000;
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (FacilityContext Context, long? ReadAt)> _cache = new(StringComparer.Ordinal);
    private int _forgotten;

    /// <summary>The context of a facility.</summary>
    /// <exception cref="HubException"><c>facility_not_found</c>.</exception>
    /// <exception cref="VendorException">The stored settings do not fit the connector any more.</exception>
    public async ValueTask<FacilityContext> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (FindAtHand(id) is { } known)
            return known;

        var readAt = time.GetTimestamp();
        var forgotten = Volatile.Read(ref _forgotten);
        if (await facilities.GetAsync(id, cancellationToken) is not { } found)
        {
            _cache.TryRemove(id, out _);
            throw NotFound(id);
        }

        var context = Context(found.Value).After(_cache.TryGetValue(id, out var before) ? before.Context : null);
        if (_cache.Count >= MostCached)
            _cache.Clear();
        _cache[id] = (context, readAt);

        // A change that came while this was read must not be hidden by it.
        if (Volatile.Read(ref _forgotten) != forgotten)
            _cache[id] = (context, null);
        return context;
    }

    /// <summary>The context of a facility that was read within 30 seconds; <see langword="null"/> of any other.</summary>
    public FacilityContext? FindAtHand(string id) =>
        _cache.TryGetValue(id, out var cached) && cached.ReadAt is { } readAt && time.GetElapsedTime(readAt) < CacheTime ? cached.Context : null;

    /// <summary>Makes the next call read a facility anew.</summary>
    public void Forget(string id)
    {
        Interlocked.Increment(ref _forgotten);

        // Which secrets are of its settings stays known for the next context, if that has the same settings.
        if (_cache.TryGetValue(id, out var known))
            _cache.TryUpdate(id, (known.Context, null), known);
    }

    /// <summary>The failure for an id that no facility has.</summary>
    public static HubException NotFound(string id) => new(
        HubErrorKind.NotFound, "facility_not_found", $"There is no facility '{id}'. GET /api/v1/facilities lists those that your key covers.");

    /// <summary>Binds a facility's settings.</summary>
    /// <exception cref="InvalidInputException">They do not fit the connector.</exception>
    public FacilityContext Bind(Facility facility)
    {
        var connector = connectors.Get(facility.System);
        var settings = connector.Bind(new SettingValues(connector.Settings, facility.Settings));
        return new FacilityContext(facility, settings, FacilityZone.Find(facility.TimeZone), secrets)
        {
            IsStillSoAsync = async token => await facilities.GetAsync(facility.Id, token) is { } found
                && FacilityContext.BindingOf(found.Value) == FacilityContext.BindingOf(facility),
        };
    }

    private FacilityContext Context(Facility facility)
    {
        try
        {
            return Bind(facility);
        }
        catch (InvalidInputException exception)
        {
            throw new VendorException(
                new VendorError(VendorErrorKind.Misconfigured, $"The facility's settings do not fit its connector: {exception.Message}", "settings_invalid"),
                exception);
        }
    }
}
