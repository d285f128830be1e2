namespace Gatehouse.Simulators.AktionNext;

/// <summary>The tokens given out so far. A token that is over is known as such; one that was revoked is not known at all.</summary>
internal sealed class AktionTokens(TimeProvider clock, TimeSpan life)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, DateTimeOffset> _expiry = [];
    private readonly List<Guid> _issued = [];

    /// <summary>All tokens given out so far, oldest first.</summary>
    public IReadOnlyList<string> Issued
    {
        get
        {
            lock (_lock)
                return [.. _issued.Select(token => token.ToString())];
        }
    }

    public (Guid Token, DateTimeOffset Expires) Issue()
    {
        var issued = (Token: Guid.NewGuid(), Expires: clock.GetUtcNow() + life);
        lock (_lock)
        {
            _expiry.Add(issued.Token, issued.Expires);
            _issued.Add(issued.Token);
        }

        return issued;
    }

    /// <summary>The error number for a token, or null when it is good.</summary>
    public int? Problem(Guid token)
    {
        lock (_lock)
        {
            return !_expiry.TryGetValue(token, out var expires) ? 1000
                : expires <= clock.GetUtcNow() ? 1001
                : null;
        }
    }

    public void Clear()
    {
        lock (_lock)
            _expiry.Clear();
    }
}
