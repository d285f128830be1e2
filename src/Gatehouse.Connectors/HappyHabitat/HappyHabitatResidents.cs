using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>Walks the vendor's lists of residents page by page.</summary>
internal sealed class HappyHabitatResidents(HappyHabitatClient client)
{
    /// <summary>How many residents the vendor is asked for at once.</summary>
    public const int PageSize = 200;

    /// <summary>Reads a page of residents.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="community">Those of this community; <see langword="null"/> for those of the facility's communities, or all.</param>
    /// <param name="page">The number of the page, from 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The residents, and whether more follow.</returns>
    public async Task<(IReadOnlyList<TextRow> Rows, bool More)> PageAsync(
        FacilityContext context, string? community, int page, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(context, Path(context.Settings<HappyHabitatSettings>(), community, page), cancellationToken);
        if (answer.ValueKind != JsonValueKind.Object)
            return (HappyHabitatClient.Rows(answer), false);

        // A page may be smaller than it was asked to be; its own pageSize says so.
        var rows = HappyHabitatClient.Rows(answer.TryGetProperty("items"u8, out var items) ? items : default);
        var total = answer.TryGetProperty("totalCount"u8, out var count) ? WireValue.Number(count) : null;
        var size = answer.TryGetProperty("pageSize"u8, out var given) && WireValue.Number(given) is > 0 and var own ? own : PageSize;
        return (rows, rows.Count > 0 && (total is null ? rows.Count >= size : page * size < total));
    }

    /// <summary>All residents.</summary>
    /// <inheritdoc cref="PageAsync" path="/param"/>
    public async IAsyncEnumerable<TextRow> AllAsync(
        FacilityContext context, string? community, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var (page, more) = (1, true); more; page++)
        {
            (var rows, more) = await PageAsync(context, community, page, cancellationToken);
            foreach (var row in rows)
                yield return row;
        }
    }

    /// <summary>The ids of a community's residents; none where the text is no community's id.</summary>
    public async Task<IReadOnlySet<string>> IdsOfAsync(FacilityContext context, string community, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (HappyHabitatIds.Find(community) is { } id)
        {
            await foreach (var row in AllAsync(context, id, cancellationToken))
                ids.Add(row.Id);
        }

        return ids;
    }

    private static string Path(HappyHabitatSettings settings, string? community, int page)
    {
        var paging = string.Create(CultureInfo.InvariantCulture, $"page={page}&pageSize={PageSize}");
        if (community is not null)
            return $"residents/community/{community}?{paging}";
        return settings.Communities.Count > 0
            ? $"residents/by-communities?{string.Join('&', settings.Communities.Select(id => $"communityIds={id}"))}&{paging}"
            : $"residents?{paging}";
    }
}
