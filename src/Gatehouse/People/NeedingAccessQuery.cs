using Gatehouse.Paging;

namespace Gatehouse.People;

/// <summary>Which people that are known but cannot enter anywhere yet are asked for.</summary>
/// <param name="Page">Which part of the list.</param>
/// <param name="Organization">Those of the organization with this vendor id.</param>
/// <param name="Site">Those of the site with this vendor id.</param>
public sealed record NeedingAccessQuery(PageRequest Page, string? Organization = null, string? Site = null);
