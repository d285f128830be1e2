namespace Gatehouse.Tokens;

/// <summary>What the instance knows of a facility's token, and the one search for a token that is under way.</summary>
internal sealed class TokenSlot
{
    private readonly Lock _lock = new();
    private Task<Token>? _flight;
    private Token? _token;
    private DateTimeOffset _checkedAt;
    private DateTimeOffset _usedAt;
    private int _forgotten;

    /// <summary>The token in memory, as used now; <see langword="null"/> when it must be looked for.</summary>
    public Token? Use(string binding, string? rejected, bool sliding, DateTimeOffset now, TimeSpan countsFor)
    {
        lock (_lock)
        {
            if (_token is null || _token.Id == rejected || _token.Binding != binding || now - _checkedAt >= countsFor
                || !TokenLife.IsUsable(Later(_token), sliding, now))
            {
                return null;
            }

            _usedAt = now;
            return _token;
        }
    }

    /// <summary>Joins the search that is under way, or starts it.</summary>
    public Task<Token> Join(Func<Task<Token>> search)
    {
        lock (_lock)
            return _flight ??= Task.Run(() => FlyAsync(search));
    }

    /// <summary>A token as it was read, with the use of it that this instance knows of.</summary>
    public Token Later(Token read)
    {
        lock (_lock)
            return _token?.Id == read.Id && _usedAt > (read.UsedAt ?? read.IssuedAt) ? read with { UsedAt = _usedAt } : read;
    }

    /// <summary>Counts how often the token was forgotten, for <see cref="Remember"/>.</summary>
    public int Forgotten => Volatile.Read(ref _forgotten);

    /// <summary>Keeps a token in memory, unless tokens were forgotten since the search for it began.</summary>
    public void Remember(Token token, DateTimeOffset now, int forgotten)
    {
        lock (_lock)
        {
            if (forgotten != _forgotten)
                return;
            if (_token?.Id != token.Id)
                _usedAt = token.UsedAt ?? token.IssuedAt;
            _token = token;
            _checkedAt = now;
        }
    }

    /// <summary>Notes that the vendor accepts a token.</summary>
    public void Accept(string id)
    {
        lock (_lock)
        {
            if (_token?.Id == id)
                _token = _token with { Attempts = 0 };
        }
    }

    /// <summary>Drops the token from memory.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _token = null;
            _forgotten++;
        }
    }

    private async Task<Token> FlyAsync(Func<Task<Token>> search)
    {
        try
        {
            return await search();
        }
        finally
        {
            lock (_lock)
                _flight = null;
        }
    }
}
