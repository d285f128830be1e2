using Gatehouse.Filtering;
using Gatehouse.Paging;

namespace Gatehouse.AccessEvents;

/// <summary>Lists the passages that the hub knows.</summary>
/// <param name="store">Where they are.</param>
public sealed class AccessEventSearch(AccessEventStore store)
{
    private const int MostRows = 5000;

    /// <summary>Lists a part of a facility's passages, the oldest first; it may be shorter than asked for and still not be the last.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="from">At or after this instant.</param>
    /// <param name="to">Before this instant.</param>
    /// <param name="text">With this text in the person's, access point's or site's name or id, or in the code.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public async Task<Page<AccessEvent>> ListAsync(
        string facility, DateTimeOffset? from, DateTimeOffset? to, string? text, PageRequest page, CancellationToken cancellationToken)
    {
        var passages = new List<AccessEvent>();
        var position = page.Position;
        var rows = 0;
        do
        {
            var part = await store.ListAsync(facility, from, to, new PageRequest(page.Limit - passages.Count, position), cancellationToken);
            passages.AddRange(part.Items.Where(passage => text is null || TextMatch.Contains(
                text, passage.Person?.Name, passage.Person?.Id, passage.AccessPoint?.Name, passage.AccessPoint?.Id, passage.Site?.Name, passage.Code)));
            rows += part.Items.Count;
            position = part.Next;
        }
        while (position is not null && passages.Count < page.Limit && rows < MostRows);

        return new Page<AccessEvent>(passages, position);
    }
}
