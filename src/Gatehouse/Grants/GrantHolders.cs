using Gatehouse.Indexes;
using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Grants;

/// <summary>Which grants let somebody in at a vendor: by the visit that was made for one, or by the person where access belongs to a person.</summary>
/// <param name="store">Where the grants of people are: the table GrantIndex, a partition for each person.</param>
/// <param name="indexes">Know the visits.</param>
/// <param name="grants">Know when a grant is open.</param>
public sealed class GrantHolders(IStateStore store, ObjectIndexes indexes, GrantStore grants)
{
    private readonly StateTable<GrantIndexRow> _people = new(store, GrantStore.IndexTable, GatehouseJson.Default.GrantIndexRow);

    /// <summary>The grant that a visit was made for.</summary>
    public async Task<string?> OfVisitAsync(string facility, string visit, CancellationToken cancellationToken) =>
        (await indexes.Visits.FindAsync(facility, visit, cancellationToken))?.MadeByGrant;

    /// <summary>The grant that lets a person in at a time; there may be several, one after another.</summary>
    public async Task<string?> OfPersonAsync(string facility, string person, DateTimeOffset at, CancellationToken cancellationToken)
    {
        GrantRow? any = null;
        GrantRow? latest = null;
        var count = 0;
        await foreach (var row in _people.QueryAsync(StateRange.Of(Partition(facility, person)), cancellationToken))
        {
            if (await grants.FindGrantAsync(row.Value.Grant, cancellationToken) is not { Value: var grant })
                continue;
            any = grant;
            count++;
            if (grant.Window.From <= at && at < grant.Window.To)
                latest = grant;
        }

        // Ids are made in the order of time: of several that fit the latest counts.
        return (count == 1 ? any : latest)?.Id;
    }

    /// <summary>Writes what a vendor holds for a grant. That the grant does not hold it any more one day does no harm.</summary>
    /// <param name="grant">The grant's id.</param>
    /// <param name="target">The target.</param>
    /// <param name="held">The vendor's id of the visit, or of the person where the target has one.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal Task NoteAsync(string grant, TargetRow target, string held, CancellationToken cancellationToken) => target.Person is null
        ? indexes.Visits.ChangeAsync(target.Facility, held, known => known with { MadeByGrant = grant }, cancellationToken)
        : _people.PutAsync(new StateKey(Partition(target.Facility, held), grant), new GrantIndexRow(grant, [target.Facility]), cancellationToken);

    private static string Partition(string facility, string person) => $"v:{facility}:{person}";
}
