namespace Gatehouse.Api.PowerPlatform;

/// <summary>What a flow subscribes with.</summary>
public sealed record TriggerDraft
{
    /// <summary>Where the flow is started.</summary>
    public string? Url { get; init; }

    /// <summary>The only facility whose events start the flow; all that the API key is good for when empty.</summary>
    public string? Facility { get; init; }
}
