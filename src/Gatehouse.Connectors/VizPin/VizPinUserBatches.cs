using System.Globalization;
using System.Text.Json.Nodes;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.People;

namespace Gatehouse.Connectors.VizPin;

/// <summary>
/// Lists users as the vendor gives them: a count of the account's users and of the batches, then each batch (seed 004, "Count Users").
/// A few batches are read at once.
/// </summary>
internal sealed class VizPinUserBatches(VizPinClient client)
{
    /// <summary>The most batches that one page reads; a page with fewer people than asked for then says where to go on.</summary>
    public const int BatchesAPage = 64;

    /// <summary>Takes a page of the people of accounts. Somebody who belongs to several accounts is listed for each.</summary>
    public Task<Page<Person>> TakeAsync(
        FacilityContext context, IReadOnlyList<string> accounts, PersonQuery query, CancellationToken cancellationToken) =>
        TakeAsync(context, [.. accounts.Order(StringComparer.Ordinal).Select(account => new Parent(account, account, ""))], query, cancellationToken);

    /// <summary>Takes a page of the people of a location. Its account may not be known.</summary>
    public Task<Page<Person>> TakeOfSiteAsync(
        FacilityContext context, string? account, string site, PersonQuery query, CancellationToken cancellationToken) =>
        TakeAsync(context, [new Parent(site, account, site)], query, cancellationToken);

    private async Task<Page<Person>> TakeAsync(
        FacilityContext context, IReadOnlyList<Parent> parents, PersonQuery query, CancellationToken cancellationToken)
    {
        var position = VizPinUserPosition.Parse(query.Page.Position);
        var people = new List<Person>();
        var budget = BatchesAPage;
        foreach (var parent in parents.Where(parent => position is null || string.CompareOrdinal(parent.Key, position.Parent) >= 0))
        {
            var (total, batches) = await CountAsync(context, parent, cancellationToken);
            var start = position?.Parent == parent.Key ? position.In(total) : new VizPinUserPosition(parent.Key, 1, 0, total);
            var next = start;
            while (next.Batch <= batches)
            {
                if (budget <= 0 || people.Count == query.Page.Limit)
                    return new Page<Person>(people, next.ToString());

                var some = Enumerable.Range(next.Batch, Math.Min(Math.Min(BoundedReads.Concurrency, budget), batches - next.Batch + 1)).ToList();
                budget -= some.Count;
                var lists = await BoundedReads.AllAsync(some, (batch, token) => BatchAsync(context, parent, total, batch, token), cancellationToken);
                foreach (var (batch, users) in some.Zip(lists))
                {
                    var skip = batch == next.Batch ? next.Taken : 0;
                    for (var index = skip; index < users.Count; index++)
                    {
                        if (people.Count == query.Page.Limit)
                            return new Page<Person>(people, new VizPinUserPosition(parent.Key, batch, index, total).ToString());
                        if (PersonFilter.Fits(query, users[index]))
                            people.Add(users[index]);
                    }

                    next = new VizPinUserPosition(parent.Key, batch + 1, 0, total);
                }
            }
        }

        return new Page<Person>(people, null);
    }

    private async Task<(int Total, int Batches)> CountAsync(FacilityContext context, Parent parent, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync(context, "user.count", Parameters(parent), cancellationToken);
        return (result.Count("totalcount"), result.Count("batchcounter"));
    }

    private async Task<IReadOnlyList<Person>> BatchAsync(FacilityContext context, Parent parent, int total, int batch, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var parameters = Parameters(parent);
        parameters["totalcount"] = total.ToString(CultureInfo.InvariantCulture);
        parameters[scope.Settings.UserBatchParameter] = batch.ToString(CultureInfo.InvariantCulture);
        var result = await client.CallAsync(context, "user.list", parameters, cancellationToken);
        return [.. result.Rows("users").Select(row => VizPinUserMapping.Read(scope, row, parent.Account))];
    }

    private static JsonObject Parameters(Parent parent) => new() { ["account_id"] = parent.Account ?? "", ["locationid"] = parent.Site };

    /// <summary>Whose users are read: an account's, or a location's.</summary>
    private sealed record Parent(string Key, string? Account, string Site);
}
