using System.Text.Json;

namespace Gatehouse.Audit;

/// <summary>A change that a caller asked for. Secrets are taken out of all of it.</summary>
public sealed record AuditEntry
{
    /// <summary>Its id, a UUIDv7.</summary>
    public required string Id { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of the caller's API key; absent for who came with a link of the hub.</summary>
    public string? Key { get; init; }

    /// <summary>The name of the caller's API key.</summary>
    public string? KeyName { get; init; }

    /// <summary>The operation's id in the API's documentation, such as <c>createVisit</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The resource: its address below the host.</summary>
    public required string Resource { get; init; }

    /// <summary>The facility that the address names.</summary>
    public string? Facility { get; init; }

    /// <summary>The answer's HTTP status; absent when the hub ended before the answer: the change may have been made.</summary>
    public int? Status { get; init; }

    /// <summary>The request's trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>The resource before, as the hub knew it; absent for what is new, and for what the hub keeps no record of.</summary>
    public JsonElement? Before { get; init; }

    /// <summary>What was sent.</summary>
    public JsonElement? Request { get; init; }

    /// <summary>What was answered: the resource after.</summary>
    public JsonElement? After { get; init; }
}
