using System.Text.Json;
using Gatehouse.Json;
using Gatehouse.Security;
using Gatehouse.State;

namespace Gatehouse.Credentials;

/// <summary>The latest renewals of credentials, which all instances share: table Renewals, a partition a facility, a row a visit or access.</summary>
/// <param name="store">Where they are.</param>
/// <param name="protector">Encrypts the credentials.</param>
public sealed class RenewalStore(IStateStore store, DataProtector protector)
{
    private const string Table = "Renewals";
    private const string Prefix = "c:";
    private readonly StateTable<Renewal> _rows = new(store, Table, GatehouseJson.Default.Renewal);

    /// <summary>Removes those that were last asked for before a time.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _rows.PruneAsync(row => row.AskedAt < before, cancellationToken);

    /// <summary>What is known of the renewals of a visit or access.</summary>
    internal async Task<RenewalState> FindAsync(string facility, string id, CancellationToken cancellationToken)
    {
        var key = Key(facility, id);
        if (await _rows.GetAsync(key, cancellationToken) is not { } row)
            return RenewalState.None;

        var latest = row.Value.Latest is { } sealedCredentials
            ? JsonSerializer.Deserialize(
                await protector.UnprotectAsync(Table, key, sealedCredentials, cancellationToken), GatehouseJson.Default.CredentialArray)
            : null;
        return new RenewalState(row.Value.AskedAt, row.Value.LeaseUntil, latest, row.ETag);
    }

    /// <summary>Writes what is known, unless somebody else did since it was read. Returns the new version, or <see langword="null"/>.</summary>
    internal async Task<string?> WriteAsync(string facility, string id, RenewalState state, CancellationToken cancellationToken)
    {
        var key = Key(facility, id);
        var latest = state.Latest is { } credentials
            ? await protector.ProtectAsync(
                Table, key, JsonSerializer.SerializeToUtf8Bytes([.. credentials], GatehouseJson.Default.CredentialArray), cancellationToken)
            : null;
        var row = new Renewal(state.AskedAt ?? default, state.LeaseUntil, latest);
        return state.Version is { } version
            ? await _rows.ReplaceAsync(key, row, version, cancellationToken)
            : await _rows.InsertAsync(key, row, cancellationToken);
    }

    private static StateKey Key(string facility, string id) => new(facility, Prefix + id);
}
