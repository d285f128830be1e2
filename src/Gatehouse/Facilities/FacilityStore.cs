using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Facilities;

/// <summary>The facilities' configuration.</summary>
/// <param name="store">Where it is.</param>
public sealed class FacilityStore(IStateStore store)
{
    private const string Partition = "f";
    private readonly StateTable<Facility> _facilities = new(store, "Facilities", GatehouseJson.Default.Facility);

    /// <summary>Reads a facility; <see langword="null"/> when there is none.</summary>
    public Task<StateDocument<Facility>?> GetAsync(string id, CancellationToken cancellationToken) =>
        _facilities.GetAsync(new StateKey(Partition, id), cancellationToken);

    /// <summary>Reads all facilities, by id.</summary>
    public IAsyncEnumerable<StateDocument<Facility>> ListAsync(CancellationToken cancellationToken) =>
        _facilities.QueryAsync(StateRange.Of(Partition), cancellationToken);

    /// <summary>
    /// Writes a facility: a new one, or one in the version <paramref name="etag"/>.
    /// Returns <see langword="false"/> when somebody else was first.
    /// </summary>
    public async Task<bool> SaveAsync(Facility facility, string? etag, CancellationToken cancellationToken)
    {
        var key = new StateKey(Partition, facility.Id);
        return etag is null
            ? await _facilities.InsertAsync(key, facility, cancellationToken) is not null
            : await _facilities.ReplaceAsync(key, facility, etag, cancellationToken) is not null;
    }

    /// <summary>Removes a facility's configuration. Returns <see langword="false"/> when there was none.</summary>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        _facilities.DeleteAsync(new StateKey(Partition, id), null, cancellationToken);
}
