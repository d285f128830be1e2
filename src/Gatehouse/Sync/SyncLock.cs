namespace Gatehouse.Sync;

/// <summary>Which run of a facility and kind is under way.</summary>
public sealed record SyncLock
{
    /// <summary>The run.</summary>
    public required string Run { get; init; }

    /// <summary>Who works it now; <see langword="null"/> between two messages.</summary>
    public string? Holder { get; init; }

    /// <summary>Until when it is respected, UTC.</summary>
    public required DateTimeOffset Until { get; init; }
}
