using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>The operations on people.</summary>
internal sealed class AktionPeople(AktionClient client, AktionLicences licences)
{
    /// <summary>The call that reads a person.</summary>
    public const string GetPath = "person/get";

    private const string ListPath = "person/getAll";
    private const string FindPath = "visit/getPersonByName";
    private const string CreatePath = "person/create";

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<PersonQuery, Page<Person>>(PeopleOperations.List, ListAsync)
        {
            Unavailable = context => licences.Reason(context, ListPath),
            Check = (_, query) => PersonFilter.WithoutSites(query),
        },
        new Handler<ItemRequest, Person>(PeopleOperations.Get, (context, request, token) => ReadAsync(context, request.Id, token))
        {
            Unavailable = context => licences.Reason(context, GetPath),
        },
        new Handler<PersonFind, Person>(PeopleOperations.Find, FindAsync)
        {
            Required = ["/name"],
            Unavailable = context => licences.Reason(context, FindPath),
        },
        new Handler<PersonCreate, Person>(PeopleOperations.Create, CreateAsync)
        {
            Required = ["/firstName", "/lastName"],
            Fields = _ => FieldCheck.Definitions(AktionModels.Person),
            Unavailable = context => licences.Reason(context, CreatePath),
            Check = (context, request) => AktionPersonMapping.Check(AktionScope.Of(context), request.Draft),
            Search = SearchAsync,
        },
    ];

    private Task<Page<Person>> ListAsync(FacilityContext context, PersonQuery query, CancellationToken cancellationToken)
    {
        var scope = AktionScope.Of(context);
        return AktionPages.TakeAsync(
            client, context, ListPath, [], row => AktionPersonMapping.Read(scope, row), person => person.Id, person => PersonFilter.Fits(query, person), query.Page, cancellationToken);
    }

    // The vendor searches "name surname", with % for any text.
    private async Task<Person> FindAsync(FacilityContext context, PersonFind request, CancellationToken cancellationToken)
    {
        var wanted = request.Name!.Trim();
        var pattern = wanted.Contains('%', StringComparison.Ordinal) ? wanted : $"%{wanted}%";
        var page = await AktionPages.TakeAsync(
            client, context, FindPath, [("Name", pattern), ("UseDiacritics", "0")],
            row => AktionPersonMapping.Read(AktionScope.Of(context), row), person => person.Id, _ => true, new PageRequest(PageRequest.MaximumLimit), cancellationToken);
        var people = page.Items;
        if (people.Count > 1 && people.Where(person => TextMatch.Same(wanted, person.Name)).ToList() is { Count: > 0 } exact)
            people = exact;
        return people.Count switch
        {
            1 => people[0],
            0 => throw new VendorException(new VendorError(VendorErrorKind.NotFound, $"Aktion has no person '{VendorHttp.Shorten(wanted)}'.", "not_found")),
            _ => throw new VendorException(new VendorError(
                VendorErrorKind.Conflict, FormattableString.Invariant($"{people.Count} people in Aktion fit '{VendorHttp.Shorten(wanted)}'; say more of the name."), "person_ambiguous")),
        };
    }

    // The PersonId is ours to choose: the marker, by which the person is found again.
    private async Task<Person> CreateAsync(FacilityContext context, PersonCreate request, CancellationToken cancellationToken)
    {
        var body = AktionPersonMapping.Create(AktionScope.Of(context), request.Draft, request.Marker);
        try
        {
            await client.PostAsync(context, CreatePath, body.ToJson(), cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            throw new VendorException(exception.Error with { Kind = VendorErrorKind.Invalid }, exception);
        }

        try
        {
            return await ReadAsync(context, request.Marker, cancellationToken);
        }
        catch (VendorException exception)
        {
            // The person is there whatever became of reading it.
            throw new VendorException(exception.Error with { EffectUnknown = true }, exception);
        }
    }

    private async Task<Person?> SearchAsync(FacilityContext context, PersonCreate request, string? baseline, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(context, request.Marker, cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task<Person> ReadAsync(FacilityContext context, string id, CancellationToken cancellationToken)
    {
        var raw = await client.GetAsync(context, GetPath, cancellationToken, ("PersonId", id));
        return AktionPersonMapping.Read(AktionScope.Of(context), raw);
    }
}
