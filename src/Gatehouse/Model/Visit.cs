using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Model;

/// <summary>An expected or present visitor at a facility. Times carry the facility's offset.</summary>
public sealed record Visit
{
    /// <summary>The vendor's id, opaque.</summary>
    public required string Id { get; init; }

    /// <summary>The caller's key, where one was given.</summary>
    public string? Key { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>When the vendor, or else the hub, recorded it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public VisitStatus Status { get; init; }

    /// <summary>More on the status, in the vendor's or the hub's words, such as <c>awaiting_escort</c>.</summary>
    public string? StatusDetail { get; init; }

    /// <summary>The vendor's kind of visit.</summary>
    public string? Type { get; init; }

    /// <summary>Who comes.</summary>
    public required Visitor Visitor { get; init; }

    /// <summary>How many people come, the visitor included.</summary>
    public int? PartySize { get; init; }

    /// <summary>The same for all visits that were created as one group.</summary>
    public string? GroupId { get; init; }

    /// <summary>The visitor's vehicle.</summary>
    public Vehicle? Vehicle { get; init; }

    /// <summary>The vehicle's trailer.</summary>
    public Trailer? Trailer { get; init; }

    /// <summary>Who is visited.</summary>
    public HostReference? Host { get; init; }

    /// <summary>The organization that is visited.</summary>
    public NamedReference? Organization { get; init; }

    /// <summary>Who escorts the visitor.</summary>
    public NamedReference? Escort { get; init; }

    /// <summary>Who arranged the visit.</summary>
    public string? Organizer { get; init; }

    /// <summary>What it is about.</summary>
    public string? Purpose { get; init; }

    /// <summary>Remarks.</summary>
    public string? Notes { get; init; }

    /// <summary>The building or part of it.</summary>
    public string? Location { get; init; }

    /// <summary>The room or meeting point.</summary>
    public string? Place { get; init; }

    /// <summary>The name of the group it belongs to.</summary>
    public string? Group { get; init; }

    /// <summary>From when until when the visitor is expected.</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>When the visitor came.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>When the visitor left.</summary>
    public DateTimeOffset? DepartedAt { get; init; }

    /// <summary>Why it was ended.</summary>
    public string? EndReason { get; init; }

    /// <summary>What the vendor issued for it. Values are shown to callers with <c>credentials:read</c> only.</summary>
    public IReadOnlyList<Credential> Credentials { get => field ?? []; init; }

    /// <summary>The grant that made it, or that it carries.</summary>
    public string? GrantId { get; init; }

    /// <summary>The visitor's pass page.</summary>
    public string? PassUrl { get; init; }

    /// <summary>Which pass was issued; the hub's own, shown as <see cref="PassUrl"/>.</summary>
    [JsonIgnore]
    public string? PassSerial { get; init; }

    /// <summary>The vendor's fields with no member here, by the vendor's names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>The vendor's object, as received.</summary>
    public JsonElement? Raw { get; init; }
}
