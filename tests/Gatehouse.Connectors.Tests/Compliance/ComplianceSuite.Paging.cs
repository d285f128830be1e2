using Gatehouse.AccessEvents;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.Compliance;

public abstract partial class ComplianceSuite<TVendor>
{
    private const int Many = 1050;
    private const int MostPages = 500;

    [Fact]
    public async Task Long_lists_are_paged_to_the_end()
    {
        await using var hub = await StartAsync();
        foreach (var (operation, page) in Lists(hub))
        {
            if (!await hub.CanAsync(operation))
                continue;

            await _findings.TryAsync(operation.Name, async () =>
            {
                var expected = await hub.Vendor.SeedAsync(operation, Many, hub);
                if (!hub.Vendor.IsFixed(operation))
                    expected.Count.ShouldBeGreaterThanOrEqualTo(Many);

                foreach (var limit in new[] { 100, PageRequest.MaximumLimit })
                {
                    var seen = await WalkAsync(page, limit);
                    seen.Count.ShouldBe(seen.Distinct().Count(), "Nothing comes twice.");
                    seen.ShouldBe(expected, ignoreOrder: true);
                }
            });
            hub.Settle();
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task A_token_that_ends_between_two_pages_is_renewed()
    {
        await using var hub = await StartAsync();
        foreach (var (operation, page) in Lists(hub))
        {
            if (!await hub.CanAsync(operation))
                continue;

            await _findings.TryAsync(operation.Name, async () =>
            {
                var expected = await hub.Vendor.SeedAsync(operation, 40, hub);

                var seen = await WalkAsync(page, 15, hub.Vendor.RevokeTokens);

                seen.ShouldBe(expected, ignoreOrder: true);
            });
            hub.Settle();
        }

        _findings.ShouldBeNone();
    }

    private static IEnumerable<(Operation Operation, Func<PageRequest, Task<Page<string>>> Page)> Lists(ComplianceHub hub)
    {
        // Parents last: a list that walks them is not to walk a thousand.
        var (from, to) = (hub.Clock.GetUtcNow().AddDays(-1), hub.Clock.GetUtcNow().AddDays(1));
        yield return (AccessEventOperations.List, async page =>
            Ids(await hub.CallAsync(AccessEventOperations.List, new AccessEventQuery(page, from, to)), passage => passage.Id));
        yield return (VisitOperations.List, async page => Ids(await hub.CallAsync(VisitOperations.List, new VisitQuery(page)), visit => visit.Id));
        yield return (PeopleOperations.NeedingAccess, async page =>
            Ids(await hub.CallAsync(PeopleOperations.NeedingAccess, new NeedingAccessQuery(page)), person => person.Id));
        yield return (PeopleOperations.List, async page => Ids(await hub.CallAsync(PeopleOperations.List, new PersonQuery(page)), person => person.Id));
        yield return (AccessPointOperations.List, async page =>
            Ids(await hub.CallAsync(AccessPointOperations.List, new PlaceQuery(page)), accessPoint => accessPoint.Id));
        yield return (RoleOperations.List, async page => Ids(await hub.CallAsync(RoleOperations.List, new PlaceQuery(page)), role => role.Id));
        yield return (SiteOperations.List, async page => Ids(await hub.CallAsync(SiteOperations.List, new PlaceQuery(page)), site => site.Id));
        yield return (OrganizationOperations.List, async page =>
            Ids(await hub.CallAsync(OrganizationOperations.List, new OrganizationQuery(page)), organization => organization.Id));
    }

    private static Page<string> Ids<T>(Page<T> page, Func<T, string> idOf) => new([.. page.Items.Select(idOf)], page.Next);

    private static async Task<IReadOnlyList<string>> WalkAsync(
        Func<PageRequest, Task<Page<string>>> page, int limit, Action? between = null)
    {
        var seen = new List<string>();
        string? position = null;
        var pages = 0;
        do
        {
            var next = await page(new PageRequest(limit, position));
            next.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            (++pages).ShouldBeLessThan(MostPages, "The list comes to an end.");
            seen.AddRange(next.Items);
            position = next.Next;
            between?.Invoke();
        }
        while (position is not null);

        return seen;
    }
}
