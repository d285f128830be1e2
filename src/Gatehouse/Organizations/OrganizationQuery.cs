using Gatehouse.Paging;

namespace Gatehouse.Organizations;

/// <summary>Which organizations are asked for; all conditions must hold.</summary>
/// <param name="Page">Which part of the list.</param>
public sealed record OrganizationQuery(PageRequest Page)
{
    /// <summary>Organizations with this text in their name; case does not matter.</summary>
    public string? Text { get; init; }
}
