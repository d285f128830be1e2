using System.Text.Json;
using Gatehouse.Resilience;
using Gatehouse.Webhooks;

namespace Gatehouse.Facilities;

/// <summary>One vendor installation with its own keys. Holds no secrets.</summary>
public sealed record Facility
{
    /// <summary>Its id: lower-case letters, digits and single hyphens, at most 40 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The vendor's system: <c>cavvisit</c>, …</summary>
    public required string System { get; init; }

    /// <summary>IANA time zone in which the vendor's dates without a zone are meant.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What the connector needs to know, by the names of its settings schema. Defaults are not in it.</summary>
    public IReadOnlyDictionary<string, JsonElement> Settings { get => field ?? Model.FieldSet.Empty; init; }

    /// <summary>How calls to the vendor are limited and repeated.</summary>
    public ResilienceOptions Resilience { get => field ?? ResilienceOptions.Default; init; }

    /// <summary>How it takes webhooks, where that is not as its system has it.</summary>
    public WebhookSettings? Webhooks { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
