namespace Gatehouse.Api.People;

/// <summary>Where a person shall be known.</summary>
public sealed record AssociateDraft
{
    /// <summary>The sites: ids or <c>key:{key}</c>.</summary>
    public IReadOnlyList<string>? Sites { get; init; }
}
