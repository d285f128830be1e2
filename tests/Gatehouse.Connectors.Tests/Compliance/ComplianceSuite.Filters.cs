using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Places;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.Compliance;

public abstract partial class ComplianceSuite<TVendor>
{
    private static readonly PageRequest First = new(200);

    [Fact]
    public async Task People_of_a_site_are_told_by_the_vendor_or_the_condition_is_refused()
    {
        await using var hub = await StartAsync();
        if (!await hub.CanAsync(PeopleOperations.List))
            return;

        await hub.Vendor.SeedAsync(PeopleOperations.List, 5, hub);
        var calls = hub.Vendor.Host.Requests.List().Count;
        var query = new PersonQuery(new PageRequest(9)) { Site = hub.Vendor.MissingId(SiteOperations.List) };
        try
        {
            (await hub.CallAsync(PeopleOperations.List, query)).Items.ShouldBeEmpty();
        }
        catch (VendorException exception)
        {
            exception.Error.Kind.ShouldBe(VendorErrorKind.NotFound);
        }
        catch (InvalidInputException exception)
        {
            exception.Errors.ShouldHaveSingleItem().Pointer.ShouldBe("site");
            hub.Vendor.Host.Requests.List().Count.ShouldBe(calls);
        }
    }

    [Fact]
    public async Task Visits_are_filtered()
    {
        await using var hub = await StartAsync();
        if (await SeededAsync(hub, VisitOperations.List, new VisitQuery(First), visit => visit.Id) is not { } all)
            return;

        foreach (var status in all.Select(visit => visit.Status).Distinct())
            await CompareAsync(new VisitQuery(First) { Status = status }, visit => visit.Status == status);
        if (all.Select(visit => visit.Host?.Id).FirstOrDefault(id => id is not null) is { } host)
            await CompareAsync(new VisitQuery(First) { Host = host }, visit => visit.Host?.Id == host);
        var name = all[^1].Visitor.Name!.ToUpperInvariant();
        await CompareAsync(new VisitQuery(First) { Text = name }, visit => Has(name, visit.Visitor.Name, visit.Visitor.Company, visit.Visitor.Email, visit.Vehicle?.Plate));
        var middle = all.Select(visit => visit.Window?.From).Order().ElementAt(all.Count / 2) ?? hub.Clock.GetUtcNow();
        await CompareAsync(new VisitQuery(First) { From = middle }, visit => (visit.Window?.To ?? visit.DepartedAt) is not { } end || end >= middle);
        await CompareAsync(new VisitQuery(First) { To = middle }, visit => visit.Window?.From is not { } from || from < middle, mayBeEmpty: true);
        if (await hub.CanAsync(OrganizationOperations.List) && await hub.CanAsync(PeopleOperations.List))
        {
            var organization = (await hub.CallAsync(OrganizationOperations.List, new OrganizationQuery(First))).Items[0].Id;
            var members = (await hub.CallAsync(PeopleOperations.List, new PersonQuery(First) { Organization = organization })).Items.Select(person => person.Id).ToHashSet();
            await CompareAsync(
                new VisitQuery(First) { Organization = organization },
                visit => visit.Organization?.Id == organization || (visit.Host?.Id is { } id && members.Contains(id)),
                mayBeEmpty: true);
        }

        async Task CompareAsync(VisitQuery query, Func<Visit, bool> fits, bool mayBeEmpty = false) =>
            Compare(await AllAsync(hub, page => hub.CallAsync(VisitOperations.List, query with { Page = page })), all, fits, visit => visit.Id, $"{query}", mayBeEmpty);
    }

    [Fact]
    public async Task People_are_filtered()
    {
        await using var hub = await StartAsync();
        if (await SeededAsync(hub, PeopleOperations.List, new PersonQuery(First), person => person.Id) is not { } all)
            return;

        if (all.Select(person => person.Organization?.Id).FirstOrDefault(id => id is not null) is { } organization)
            await CompareAsync(new PersonQuery(First) { Organization = organization }, person => person.Organization?.Id == organization);
        if (all.Select(person => person.Email).FirstOrDefault(text => text is not null)?.ToUpperInvariant() is { } email)
            await CompareAsync(new PersonQuery(First) { Email = email }, person => person.OtherEmails.Append(person.Email).Any(known => string.Equals(known, email, StringComparison.OrdinalIgnoreCase)));
        if (all.Select(person => person.Phone ?? person.Mobile).FirstOrDefault(text => text is not null) is { } phone)
            await CompareAsync(new PersonQuery(First) { Phone = phone }, person => Number(person.Phone) == Number(phone) || Number(person.Mobile) == Number(phone));
        foreach (var active in all.Select(person => person.Active).OfType<bool>().Distinct())
            await CompareAsync(new PersonQuery(First) { Active = active }, person => person.Active == active);
        var name = all[^1].Name!.ToUpperInvariant();
        await CompareAsync(new PersonQuery(First) { Text = name }, person => Has(name, person.Name, person.Email, person.Department, person.EmployeeNo));

        async Task CompareAsync(PersonQuery query, Func<Person, bool> fits) =>
            Compare(await AllAsync(hub, page => hub.CallAsync(PeopleOperations.List, query with { Page = page })), all, fits, person => person.Id, $"{query}");

        static string Number(string? text) => string.Concat((text ?? "").Where(character => char.IsAsciiDigit(character) || character == '+'));
    }

    [Fact]
    public async Task Organizations_are_filtered()
    {
        await using var hub = await StartAsync();
        if (await SeededAsync(hub, OrganizationOperations.List, new OrganizationQuery(First), organization => organization.Id) is not { } all)
            return;

        var name = all[^1].Name!.ToUpperInvariant();
        Compare(
            await AllAsync(hub, page => hub.CallAsync(OrganizationOperations.List, new OrganizationQuery(page) { Text = name })),
            all, organization => Has(name, organization.Name), organization => organization.Id, name);
    }

    [Fact]
    public async Task Places_are_filtered()
    {
        await using var hub = await StartAsync();
        await FilterPlacesAsync(hub, SiteOperations.List, site => site.Id, site => site.Name, site => site.Organization?.Id, _ => null);
        await FilterPlacesAsync(
            hub, AccessPointOperations.List, point => point.Id, point => point.Name, point => point.Organization?.Id, point => point.Site?.Id);
        await FilterPlacesAsync(hub, RoleOperations.List, role => role.Id, role => role.Name, role => role.Organization?.Id, role => role.Site?.Id);
    }

    private static async Task FilterPlacesAsync<T>(
        ComplianceHub hub, Operation<PlaceQuery, Page<T>> list,
        Func<T, string> idOf, Func<T, string?> nameOf, Func<T, string?> organizationOf, Func<T, string?> siteOf)
    {
        if (await SeededAsync(hub, list, new PlaceQuery(First), idOf) is not { } all)
            return;

        if (all.Select(organizationOf).FirstOrDefault(id => id is not null) is { } organization)
            await CompareAsync(new PlaceQuery(First) { Organization = organization }, item => organizationOf(item) == organization);
        if (all.Select(siteOf).FirstOrDefault(id => id is not null) is { } site)
            await CompareAsync(new PlaceQuery(First) { Site = site }, item => siteOf(item) == site);
        var name = nameOf(all[^1])!.ToUpperInvariant();
        await CompareAsync(new PlaceQuery(First) { Text = name }, item => Has(name, nameOf(item)));

        async Task CompareAsync(PlaceQuery query, Func<T, bool> fits) =>
            Compare(await AllAsync(hub, page => hub.CallAsync(list, query with { Page = page })), all, fits, idOf, $"{list.Name} {query}");
    }

    private static async Task<IReadOnlyList<T>?> SeededAsync<TQuery, T>(
        ComplianceHub hub, Operation<TQuery, Page<T>> list, TQuery query, Func<T, string> idOf)
    {
        if (!await hub.CanAsync(list))
            return null;

        var seeded = await hub.Vendor.SeedAsync(list, 30, hub);
        var all = (await hub.CallAsync(list, query)).Items;
        all.Select(idOf).ShouldBe(seeded, ignoreOrder: true);
        return all;
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(ComplianceHub hub, Func<PageRequest, Task<Page<T>>> list)
    {
        var items = new List<T>();
        string? position = null;
        do
        {
            var page = await list(new PageRequest(7, position));
            items.AddRange(page.Items);
            position = page.Next;
        }
        while (position is not null);

        hub.Settle();
        return items;
    }

    private static void Compare<T>(
        IReadOnlyList<T> listed, IReadOnlyList<T> all, Func<T, bool> fits, Func<T, string> idOf, string query, bool mayBeEmpty = false)
    {
        var expected = all.Where(fits).Select(idOf).ToList();
        if (!mayBeEmpty)
            expected.ShouldNotBeEmpty(query);
        listed.Select(idOf).ShouldBe(expected, ignoreOrder: true, query);
    }

    private static bool Has(string text, params string?[] members) =>
        members.Any(member => member?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}
