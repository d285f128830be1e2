namespace Gatehouse.Simulators.VizPin;

/// <summary>The tokens of logins, each ended by inactivity or by control. Thread-safe.</summary>
internal sealed class VizPinTokens(TimeProvider clock, TimeSpan inactivity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _lastUse = new(StringComparer.Ordinal);
    private readonly List<string> _issued = [];

    /// <summary>All tokens given out so far, oldest first.</summary>
    public IReadOnlyList<string> Issued
    {
        get
        {
            lock (_lock)
                return [.. _issued];
        }
    }

    /// <summary>How many are alive.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _lastUse.Values.Count(IsAlive);
        }
    }

    public string Issue()
    {
        lock (_lock)
        {
            var token = FormattableString.Invariant($"00D50TrZ!{_issued.Count + 1:D6}.{Guid.NewGuid():N}");
            _issued.Add(token);
            _lastUse.Add(token, clock.GetUtcNow());
            return token;
        }
    }

    /// <summary>Whether a token is alive; if so its time begins anew.</summary>
    public bool Use(string? token)
    {
        lock (_lock)
        {
            if (token is null || !_lastUse.TryGetValue(token, out var last) || !IsAlive(last))
                return false;
            _lastUse[token] = clock.GetUtcNow();
            return true;
        }
    }

    public void RevokeAll()
    {
        lock (_lock)
            _lastUse.Clear();
    }

    private bool IsAlive(DateTimeOffset last) => clock.GetUtcNow() - last <= inactivity;
}
