namespace Gatehouse.Api.Facilities;

/// <summary>A secret's new value.</summary>
public sealed record SecretDraft
{
    /// <summary>The value; never shown again.</summary>
    public string? Value { get; init; }
}
