namespace Gatehouse.Events;

/// <summary>An event that is not in the log yet.</summary>
public sealed record OutboxRecord
{
    /// <summary>The event.</summary>
    public required HubEvent Event { get; init; }

    /// <summary>The time that it gets in the log, UTC.</summary>
    public required DateTimeOffset LoggedAt { get; init; }
}
