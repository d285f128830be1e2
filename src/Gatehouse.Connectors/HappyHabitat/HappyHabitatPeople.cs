using System.Globalization;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>The operations on people, the vendor's residents, and the connection test.</summary>
internal sealed class HappyHabitatPeople(HappyHabitatClient client, HappyHabitatResidents residents)
{
    /// <summary>The most of the vendor's pages that one page reads; one with fewer items than asked for then says where to go on.</summary>
    private const int PagesAtOnce = 32;

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<Unit, ConnectionReport>(FacilityOperations.Test, TestAsync),
        new Handler<PersonQuery, Page<Person>>(PeopleOperations.List, ListAsync) { Check = (_, query) => PersonFilter.WithoutSites(query) },
        new Handler<ItemRequest, Person>(PeopleOperations.Get, GetAsync),
        new Handler<PersonFind, Person>(PeopleOperations.Find, FindAsync) { Required = ["/name"] },
    ];

    private async Task<ConnectionReport> TestAsync(FacilityContext context, Unit request, CancellationToken cancellationToken)
    {
        await client.Login.Login(context, cancellationToken);
        return new ConnectionReport($"Happy Habitat accepts the login of {context.Settings<HappyHabitatSettings>().Username}.");
    }

    private async Task<Page<Person>> ListAsync(FacilityContext context, PersonQuery query, CancellationToken cancellationToken)
    {
        var community = HappyHabitatIds.Find(query.Organization);
        if (community is null && query.Organization is not null)
            return new Page<Person>([], null);

        // The vendor picks by community, also by a resident's further ones.
        var conditions = query with { Organization = null };
        var (page, skip) = Position(query.Page.Position);
        var items = new List<Person>();
        for (var read = 0; read < PagesAtOnce; read++, page++, skip = 0)
        {
            var (rows, more) = await residents.PageAsync(context, community, page, cancellationToken);
            for (var index = skip; index < rows.Count; index++)
            {
                var person = Read(context, rows[index]);
                if (!PersonFilter.Fits(conditions, person))
                    continue;
                if (items.Count == query.Page.Limit)
                    return new Page<Person>(items, string.Create(CultureInfo.InvariantCulture, $"{page}:{index}"));
                items.Add(person);
            }

            if (!more)
                return new Page<Person>(items, null);
        }

        return new Page<Person>(items, string.Create(CultureInfo.InvariantCulture, $"{page}:0"));
    }

    private async Task<Person> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var id = HappyHabitatIds.Parse(request.Id, "resident");
        var row = HappyHabitatClient.Row(await client.GetAsync(context, $"residents/{id}", cancellationToken));
        return row.Id == id ? Read(context, row) : throw HappyHabitatIds.NotFound("resident", id);
    }

    private async Task<Person> FindAsync(FacilityContext context, PersonFind request, CancellationToken cancellationToken)
    {
        Person? partly = null;
        await foreach (var row in residents.AllAsync(context, community: null, cancellationToken))
        {
            var person = Read(context, row);
            if (TextMatch.Same(request.Name, person.Name))
                return person;
            if (partly is null && TextMatch.Contains(request.Name!, person.Name))
                partly = person;
        }

        return partly ?? throw HappyHabitatIds.NotFound("resident", request.Name!);
    }

    private static Person Read(FacilityContext context, TextRow row)
    {
        var resident = new WireObject(HappyHabitatModels.Resident, row.Raw);
        var (first, last, full) = PersonName.Complete(null, null, resident.Text("fullName"));
        return new Person
        {
            Id = row.Id,
            Facility = context.Facility.Id,
            Kind = PersonKind.Resident,
            FirstName = first,
            LastName = last,
            Name = full,
            Email = resident.Text("email"),
            Phone = resident.Text("phone"),
            Unit = resident.Text("number"),
            Address = resident.Text("address") is { } address ? new Address { Street = address } : null,
            Organization = HappyHabitatIds.Find(resident.Text("communityId")) is { } community ? new NamedReference { Id = community } : null,
            Fields = resident.Fields(),
            Raw = row.Raw,
        };
    }

    private static (int Page, int Skip) Position(string? text)
    {
        if (text is null)
            return (1, 0);
        var parts = text.Split(':');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
            ? (page, skip)
            : throw new InvalidInputException("cursor", "Is not a position in this list.");
    }
}
