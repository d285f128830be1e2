using Gatehouse.Paging;

namespace Gatehouse.Places;

/// <summary>Which sites, access points or roles are asked for; all conditions must hold.</summary>
/// <param name="Page">Which part of the list.</param>
public sealed record PlaceQuery(PageRequest Page)
{
    /// <summary>Those of the organization with this vendor id; a connector that needs a parent walks all of them without it.</summary>
    public string? Organization { get; init; }

    /// <summary>Those of the site with this vendor id.</summary>
    public string? Site { get; init; }

    /// <summary>Those with this text in their name; case does not matter.</summary>
    public string? Text { get; init; }
}
