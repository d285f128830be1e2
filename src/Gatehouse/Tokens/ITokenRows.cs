namespace Gatehouse.Tokens;

/// <summary>Where the tokens of facilities are: in the state store or in the instance alone.</summary>
internal interface ITokenRows
{
    /// <summary>What is known of a facility's token, and the version of that; <see langword="null"/> when there is nothing yet.</summary>
    Task<(TokenState State, string? Version)> ReadAsync(string facility, CancellationToken cancellationToken);

    /// <summary>Writes what has not changed since it was read; returns the new version, <see langword="null"/> when it has changed.</summary>
    Task<string?> WriteAsync(string facility, TokenState state, string? version, CancellationToken cancellationToken);

    /// <summary>Forgets a facility's token.</summary>
    Task RemoveAsync(string facility, CancellationToken cancellationToken);
}
