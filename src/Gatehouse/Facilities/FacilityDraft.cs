using System.Text.Json;
using Gatehouse.Resilience;
using Gatehouse.Webhooks;

namespace Gatehouse.Facilities;

/// <summary>The members of a <see cref="Facility"/> that a caller can write; see there for their meaning.</summary>
public sealed record FacilityDraft
{
    /// <inheritdoc cref="Facility.Name"/>
    public string? Name { get; init; }

    /// <inheritdoc cref="Facility.System"/>
    public string? System { get; init; }

    /// <inheritdoc cref="Facility.TimeZone"/>
    public string? TimeZone { get; init; }

    /// <inheritdoc cref="Facility.Settings"/>
    public IReadOnlyDictionary<string, JsonElement> Settings { get => field ?? Model.FieldSet.Empty; init; }

    /// <inheritdoc cref="Facility.Resilience"/>
    public ResilienceOptions Resilience { get => field ?? ResilienceOptions.Default; init; }

    /// <inheritdoc cref="Facility.Webhooks"/>
    public WebhookSettings? Webhooks { get; init; }

    /// <summary>What a caller could have written to get this facility: the base that a change is merged into.</summary>
    public static FacilityDraft Of(Facility facility) => new()
    {
        Name = facility.Name,
        System = facility.System,
        TimeZone = facility.TimeZone,
        Settings = facility.Settings,
        Resilience = facility.Resilience,
        Webhooks = facility.Webhooks,
    };
}
