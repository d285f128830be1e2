using Gatehouse.Api.Answers;
using Gatehouse.Api.Requests;
using Gatehouse.Places;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Places;

/// <summary>The conditions of the lists of sites, access points and roles.</summary>
internal static class PlaceConditions
{
    public static QueryParameter[] All { get; } =
    [
        QueryParameter.Text("organization", "Those of this organization: its id or key:{key}."),
        QueryParameter.Text("site", "Those of this site: its id or key:{key}."),
        QueryParameter.Text("q", "Those with this text in their name."),
    ];

    /// <summary>Reads the conditions, then the page.</summary>
    public static async Task<PlaceQuery> ReadAsync(HttpContext context, QueryReader query, ListPages pages)
    {
        var (organization, site, text) = (query.Text("organization"), query.Text("site"), query.Text("q"));
        return new PlaceQuery(await pages.ReadAsync(context, query)) { Organization = organization, Site = site, Text = text };
    }
}
