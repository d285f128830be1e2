using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Json;
using Gatehouse.Security;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tokens;

/// <summary>The tokens that all instances share, encrypted.</summary>
/// <param name="store">Where they are.</param>
/// <param name="protector">Encrypts them.</param>
/// <param name="logger">Tells of tokens that cannot be read.</param>
public sealed partial class TokenStore(IStateStore store, DataProtector protector, ILogger<TokenStore> logger) : ITokenRows
{
    private const string Table = "Tokens";
    private const string Row = "token";
    private readonly StateTable<TokenRecord> _rows = new(store, Table, GatehouseJson.Default.TokenRecord);

    /// <summary>Forgets a facility's token.</summary>
    public Task RemoveAsync(string facility, CancellationToken cancellationToken) => _rows.DeleteAsync(KeyOf(facility), null, cancellationToken);

    async Task<(TokenState State, string? Version)> ITokenRows.ReadAsync(string facility, CancellationToken cancellationToken) =>
        await _rows.GetAsync(KeyOf(facility), cancellationToken) is { } row
            ? (await ReadAsync(row, cancellationToken), row.ETag)
            : (TokenState.Empty, null);

    async Task<string?> ITokenRows.WriteAsync(string facility, TokenState state, string? version, CancellationToken cancellationToken)
    {
        var key = KeyOf(facility);
        var record = new TokenRecord
        {
            Id = state.Token?.Id,
            Value = state.Token is { } token
                ? await protector.ProtectAsync(Table, key, Encoding.UTF8.GetBytes(token.Value), cancellationToken)
                : null,
            Binding = state.Token?.Binding,
            IssuedAt = state.Token?.IssuedAt,
            Life = state.Token?.Life,
            UsedAt = state.Token?.UsedAt,
            Attempts = state.Token?.Attempts ?? 0,
            LeaseUntil = state.LeaseUntil,
            Failure = state.Failure,
        };
        return version is null
            ? await _rows.InsertAsync(key, record, cancellationToken)
            : await _rows.ReplaceAsync(key, record, version, cancellationToken);
    }

    /// <summary>What is known of all facilities' tokens, by facility.</summary>
    internal async IAsyncEnumerable<(string Facility, TokenState State)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _rows.QueryAsync(StateRange.WholeTable, cancellationToken))
            yield return (row.Key.Partition, await ReadAsync(row, cancellationToken));
    }

    private static StateKey KeyOf(string facility) => new(facility, Row);

    private async ValueTask<TokenState> ReadAsync(StateDocument<TokenRecord> row, CancellationToken cancellationToken)
    {
        var record = row.Value;
        if (record is not { Id: { } id, Value: { } value, Binding: { } binding, IssuedAt: { } issuedAt })
            return new TokenState(null, record.LeaseUntil, record.Failure);

        try
        {
            var token = new Token
            {
                Id = id,
                Value = Encoding.UTF8.GetString(await protector.UnprotectAsync(Table, row.Key, value, cancellationToken)),
                Binding = binding,
                IssuedAt = issuedAt,
                Life = record.Life,
                UsedAt = record.UsedAt,
                Attempts = record.Attempts,
            };
            return new TokenState(token, record.LeaseUntil, record.Failure);
        }
        catch (CryptographicException exception)
        {
            // The facility logs in again, and the new token is written with the current key.
            LogUnreadable(logger, exception, row.Key.Partition);
            return new TokenState(null, record.LeaseUntil, record.Failure);
        }
    }

    [LoggerMessage(320, LogLevel.Warning, "The stored token of {Facility} cannot be decrypted; the facility logs in again.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, string facility);
}
