namespace Gatehouse.Tokens;

/// <summary>What is known of a facility's token.</summary>
/// <param name="Token">The token, where there is one.</param>
/// <param name="LeaseUntil">Until when nobody else logs in, UTC.</param>
/// <param name="Failure">The last login, when it failed.</param>
internal sealed record TokenState(Token? Token, DateTimeOffset? LeaseUntil, TokenFailure? Failure)
{
    public static TokenState Empty { get; } = new(null, null, null);
}
