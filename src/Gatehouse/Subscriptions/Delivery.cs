namespace Gatehouse.Subscriptions;

/// <summary>An event on its way to a subscription.</summary>
public sealed record Delivery
{
    /// <summary>The event's id; the header <c>webhook-id</c> of every try.</summary>
    public required string EventId { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>The event's partition in the log; <see langword="null"/> for a test.</summary>
    public string? EventPartition { get; init; }

    /// <summary>The event's row in the log.</summary>
    public string? EventRow { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>Why it is tried no more.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was first asked for, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before this time is it tried again, UTC.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Grows by one each time it is begun anew.</summary>
    public int Round { get; init; } = 1;

    /// <summary>The work of this round, see <see cref="DeliveryWork"/>: what else was written for it by somebody who was not first is stale.</summary>
    public string? Work { get; init; }

    /// <summary>The replay that began this round.</summary>
    public string? Replay { get; init; }

    /// <summary>How often it was tried in this round.</summary>
    public int Tries { get; init; }

    /// <summary>The latest tries of all rounds, the first one first.</summary>
    public IReadOnlyList<DeliveryAttempt> Attempts { get => field ?? []; init; }

    /// <summary>The delivery after a try.</summary>
    public Delivery With(DeliveryAttempt attempt) => this with { Tries = Tries + 1, NextAt = null, Attempts = [.. Attempts.TakeLast(29), attempt] };

    /// <summary>The delivery when it is tried no more.</summary>
    public Delivery GivenUp(string reason) => this with { State = DeliveryState.Failed, NextAt = null, Reason = reason };
}
