using Gatehouse.Paging;

namespace Gatehouse.AccessEvents;

/// <summary>Which passages are asked for; all conditions must hold.</summary>
/// <param name="Page">Which part of the list.</param>
/// <param name="From">At or after this instant.</param>
/// <param name="To">Before this instant.</param>
public sealed record AccessEventQuery(PageRequest Page, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Of the person with this vendor id.</summary>
    public string? Person { get; init; }

    /// <summary>At the access point with this vendor id.</summary>
    public string? AccessPoint { get; init; }
}
