namespace Gatehouse.Tokens;

/// <summary>The moments in the life of a token.</summary>
internal static class TokenLife
{
    private const double RenewedAt = 0.8;
    private const double UseNotedEvery = 0.2;
    private const double MarginOfLife = 0.1;
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    // The timer looks every minute, and takes a while to come to the last token.
    private static readonly TimeSpan UntilNextLook = TimeSpan.FromSeconds(90);

    /// <summary>Whether a call that begins now will still find it good.</summary>
    public static bool IsUsable(Token token, bool sliding, DateTimeOffset now)
    {
        if (token.Life is not { } life)
            return true;

        return now < Start(token, sliding) + Usable(life);
    }

    /// <summary>
    /// Whether it was in use and is renewed ahead of its end: when four fifths of its life are over, or sooner where it would not be usable
    /// any more at the timer's next look.
    /// </summary>
    public static bool IsDue(Token token, bool sliding, DateTimeOffset now)
    {
        if (token is not { Life: { } life, UsedAt: not null })
            return false;

        var last = Usable(life) - UntilNextLook;
        return now >= Start(token, sliding) + (life * RenewedAt < last ? life * RenewedAt : last);
    }

    /// <summary>Whether its use should be written down again.</summary>
    public static bool IsUseUnnoted(Token token, DateTimeOffset now) =>
        token.Life is { } life && (token.UsedAt is not { } used || now - used >= life * UseNotedEvery);

    private static TimeSpan Usable(TimeSpan life)
    {
        var margin = life * MarginOfLife;
        return life - (margin < LongestMargin ? margin : LongestMargin);
    }

    private static DateTimeOffset Start(Token token, bool sliding) => sliding && token.UsedAt > token.IssuedAt ? token.UsedAt.Value : token.IssuedAt;
}
