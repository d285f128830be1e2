namespace Gatehouse.Webhooks;

/// <summary>A webhook that was accepted, without its body.</summary>
public sealed record Webhook
{
    /// <summary>Its id, the same for each repetition.</summary>
    public required string Id { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>Where it stands.</summary>
    public required WebhookStatus Status { get; init; }

    /// <summary>When it was first accepted, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it came to its last state, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The sender's word for what it tells.</summary>
    public string? Type { get; init; }

    /// <summary>Why it is ignored or dead.</summary>
    public string? Detail { get; init; }

    /// <summary>The headers that are kept: none that proves anything.</summary>
    public IReadOnlyDictionary<string, string> Headers { get => field ?? NoHeaders; init; }

    /// <summary>The SHA-256 of its body, hexadecimal; stays when the body is forgotten.</summary>
    public required string BodyHash { get; init; }

    /// <summary>How many bytes its body has.</summary>
    public required int BodyBytes { get; init; }

    /// <summary>How often it was replayed.</summary>
    public int Replays { get; init; }

    private static IReadOnlyDictionary<string, string> NoHeaders { get; } = new Dictionary<string, string>();
}
