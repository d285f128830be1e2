using Gatehouse.Errors;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Vendors;

namespace Gatehouse.Facilities;

/// <summary>Lists something over several facilities, one facility after the other, by id.</summary>
/// <param name="facilities">All facilities.</param>
/// <param name="directory">Their contexts.</param>
/// <param name="calls">Knows what they can do.</param>
public sealed class FacilityTour(FacilityStore facilities, FacilityDirectory directory, VendorCalls calls)
{
    /// <summary>
    /// Lists a page. Facilities that cannot do the operation are left out; one that fails is named in the failures and passed over,
    /// so that a dead vendor does not hide the others.
    /// </summary>
    /// <param name="operation">What each facility must be able to do; <see langword="null"/> for nothing.</param>
    /// <param name="covered">Which facilities the caller may see.</param>
    /// <param name="page">The part of the whole list.</param>
    /// <param name="list">Lists a part of one facility.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public async Task<(Page<T> Page, IReadOnlyList<FacilityFailure> Failures)> ListAsync<T>(
        Operation? operation,
        Func<string, bool> covered,
        PageRequest page,
        Func<string, PageRequest, CancellationToken, Task<Page<T>>> list,
        CancellationToken cancellationToken)
    {
        var items = new List<T>();
        var failures = new List<FacilityFailure>();
        var (start, inner) = Read(page.Position);
        await foreach (var document in facilities.ListAsync(cancellationToken))
        {
            var id = document.Value.Id;
            if (string.CompareOrdinal(id, start) < 0 || !covered(id) || !await CanAsync(id, operation, failures, cancellationToken))
                continue;
            if (items.Count >= page.Limit)
                return (new Page<T>(items, Write(id, null)), failures);

            try
            {
                var position = id == start ? inner : null;
                do
                {
                    var part = await list(id, new PageRequest(page.Limit - items.Count, position), cancellationToken);
                    items.AddRange(part.Items);
                    position = part.Next;
                }
                while (position is not null && items.Count < page.Limit);

                if (position is not null)
                    return (new Page<T>(items, Write(id, position)), failures);
            }
            catch (Exception exception) when (exception is VendorException or HubException)
            {
                failures.Add(new FacilityFailure(id, exception));
            }
        }

        return (new Page<T>(items, null), failures);
    }

    private async Task<bool> CanAsync(string id, Operation? operation, List<FacilityFailure> failures, CancellationToken cancellationToken)
    {
        try
        {
            var context = await directory.GetAsync(id, cancellationToken);
            return operation is null || calls.Can(context, operation);
        }
        catch (VendorException exception)
        {
            failures.Add(new FacilityFailure(id, exception));
            return false;
        }
        catch (HubException exception) when (exception.Kind == HubErrorKind.NotFound)
        {
            // Deleted since the list was read.
            return false;
        }
    }

    private static (string Facility, string? Position) Read(string? position)
    {
        var end = position?.IndexOf('\n', StringComparison.Ordinal) ?? -1;
        return end < 0 ? (position ?? "", null) : (position![..end], position[(end + 1)..]);
    }

    private static string Write(string facility, string? position) => position is null ? facility : $"{facility}\n{position}";
}
