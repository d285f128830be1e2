namespace Gatehouse.Tokens;

/// <summary>The moments in the life of a token.</summary>
internal static class TokenLife
{
    private const double RenewedAt = 0.8;
    private const double UseNotedEvery = 0.2;
    private const double MarginOfLife = 0.1;
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    /// <summary>Whether a call that begins now will still find it good.</summary>
    public static bool IsUsable(Token token, bool sliding, DateTimeOffset now)
    {
        if (token.Life is not { } life)
            return true;

        var margin = life * MarginOfLife;
        return now < Start(token, sliding) + life - (margin < LongestMargin ? margin : LongestMargin);
    }

    /// <summary>Whether it was in use and so much of its life is over that it is renewed ahead of its end.</summary>
    public static bool IsDue(Token token, bool sliding, DateTimeOffset now) =>
        token is { Life: { } life, UsedAt: not null } && now >= Start(token, sliding) + (life * RenewedAt);

    /// <summary>Whether its use should be written down again.</summary>
    public static bool IsUseUnnoted(Token token, DateTimeOffset now) =>
        token.Life is { } life && (token.UsedAt is not { } used || now - used >= life * UseNotedEvery);

    private static DateTimeOffset Start(Token token, bool sliding) => sliding && token.UsedAt > token.IssuedAt ? token.UsedAt.Value : token.IssuedAt;
}
