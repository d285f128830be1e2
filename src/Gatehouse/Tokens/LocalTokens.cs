using System.Globalization;

namespace Gatehouse.Tokens;

/// <summary>The tokens that stay in the instance.</summary>
internal sealed class LocalTokens : ITokenRows
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (TokenState State, string Version)> _rows = new(StringComparer.Ordinal);
    private long _versions;

    public Task<(TokenState State, string? Version)> ReadAsync(string facility, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<(TokenState, string?)>(_rows.TryGetValue(facility, out var row) ? row : (TokenState.Empty, null));
    }

    public Task<string?> WriteAsync(string facility, TokenState state, string? version, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var current = _rows.TryGetValue(facility, out var row) ? row.Version : null;
            if (current != version)
                return Task.FromResult<string?>(null);

            var next = (++_versions).ToString(CultureInfo.InvariantCulture);
            _rows[facility] = (state, next);
            return Task.FromResult<string?>(next);
        }
    }

    public Task RemoveAsync(string facility, CancellationToken cancellationToken)
    {
        lock (_lock)
            _rows.Remove(facility);
        return Task.CompletedTask;
    }
}
