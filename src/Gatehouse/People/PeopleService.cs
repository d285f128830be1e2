using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.Places;
using Gatehouse.Security;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.People;

/// <summary>What callers can do with the people that a facility's vendor knows.</summary>
/// <inheritdoc cref="ObjectService{TItem, TDraft, TCreate, TUpdate}" path="/remarks"/>
public sealed class PeopleService : ObjectService<Person, PersonDraft, PersonCreate, PersonUpdate>
{
    private const int MostSites = 100;

    private readonly OrganizationService _organizations;
    private readonly SiteService _sites;
    private readonly PeopleStore _directory;
    private readonly PeopleSearch _search;
    private readonly WriteNotes _notes;

    /// <summary>Takes what it works with.</summary>
    public PeopleService(
        FacilityDirectory facilities,
        VendorCalls calls,
        OrganizationService organizations,
        SiteService sites,
        ObjectIndexes indexes,
        PeopleStore directory,
        PeopleSearch search,
        WriteNotes notes,
        Fingerprints fingerprints,
        TimeProvider time)
        : base(facilities, calls, indexes.People, fingerprints, time)
    {
        _directory = directory;
        _search = search;
        _notes = notes;
        _organizations = organizations;
        _sites = sites;
    }

    /// <summary>Lists people from the directory, or from the vendor where the directory has not been complete yet.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="query">Which people. The directory takes a text as the beginning of a name, an e-mail address or a telephone number.</param>
    /// <param name="live">Whether the vendor is asked in any case.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public async Task<Page<Person>> ListAsync(string facility, PersonQuery query, bool live, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        Calls.Require(context, PeopleOperations.List);
        if (query.Organization is { } organization && ObjectAddress.KeyOf(organization) is not null)
            query = query with { Organization = await _organizations.ResolveAddressAsync(context, organization, cancellationToken) };
        if (query.Site is { } site)
            query = query with { Site = await _sites.ResolveAddressAsync(context, site, cancellationToken) };

        // The directory does not know who belongs to which site.
        var page = !live && query.Site is null && await _directory.StateAsync(facility, cancellationToken) is not null
            ? await _search.ListAsync(facility, query, cancellationToken)
            : await Calls.CallAsync(context, PeopleOperations.List, query, cancellationToken);
        return await Objects.WithRecordsAsync(context, page, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<Person?> FindSeenAsync(string facility, string address, CancellationToken cancellationToken) =>
        await Objects.KnownIdAsync(facility, address, cancellationToken) is { } id
            ? (await _directory.GetAsync(facility, id, cancellationToken))?.Value.Person
            : null;

    /// <summary>Finds a person by what the vendor can search for.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="find">What to search by; query parameters of the same names are named in errors.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async Task<Person> FindAsync(string facility, PersonFind find, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        var handler = Calls.Require(context, PeopleOperations.Find);
        var errors = new List<FieldError>();
        RequiredFields.Check(JsonSerializer.SerializeToElement(find, GatehouseJson.Default.PersonFind), handler.Required, errors);
        InvalidInputException.ThrowIfAny(errors);
        var person = await Calls.CallAsync(context, PeopleOperations.Find, find, cancellationToken);
        return await Objects.WithRecordAsync(context, person, cancellationToken);
    }

    /// <summary>Deletes a person.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="address">The vendor's id or <c>key:{key}</c>.</param>
    /// <param name="confirm">What the caller confirmed, where the vendor's deletion reaches further than the facility.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task DeleteAsync(string facility, string address, string? confirm, CancellationToken cancellationToken) =>
        await Objects.DeleteAsync(await Facilities.GetAsync(facility, cancellationToken), address, confirm, cancellationToken);

    /// <summary>Makes a person known at further sites, and answers the person.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="address">The vendor's id or <c>key:{key}</c>.</param>
    /// <param name="sites">The sites: ids or <c>key:{key}</c>, at least one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Person> AssociateAsync(string facility, string address, IReadOnlyList<string>? sites, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        Calls.Require(context, PeopleOperations.Associate);
        var errors = new List<FieldError>();
        if (sites is not { Count: > 0 and <= MostSites })
            errors.Add(new FieldError("/sites", FormattableString.Invariant($"Must have 1 to {MostSites} members.")));
        var ids = new List<string>();
        for (var i = 0; errors.Count == 0 && i < sites!.Count; i++)
        {
            if (await _sites.ResolveReferenceAsync(context, sites[i], FormattableString.Invariant($"/sites/{i}"), errors, cancellationToken) is { } site)
                ids.Add(site);
        }

        InvalidInputException.ThrowIfAny(errors);
        var id = await Objects.ResolveAsync(context, address, cancellationToken);
        var person = await Calls.CallAsync(context, PeopleOperations.Associate, new PersonAssociate(id, ids), cancellationToken);
        return await Objects.WithRecordAsync(context, person, cancellationToken);
    }

    /// <summary>Lists people who are known but cannot enter anywhere yet.</summary>
    public async Task<Page<Person>> ListNeedingAccessAsync(string facility, NeedingAccessQuery query, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        Calls.Require(context, PeopleOperations.NeedingAccess);
        query = query with
        {
            Organization = query.Organization is { } organization ? await _organizations.ResolveAddressAsync(context, organization, cancellationToken) : null,
            Site = query.Site is { } site ? await _sites.ResolveAddressAsync(context, site, cancellationToken) : null,
        };
        var page = await Calls.CallAsync(context, PeopleOperations.NeedingAccess, query, cancellationToken);
        return await Objects.WithRecordsAsync(context, page, cancellationToken);
    }

    /// <summary>Lets a person take part again, and answers the person.</summary>
    public Task<Person> ActivateAsync(string facility, string address, CancellationToken cancellationToken) =>
        SwitchAsync(facility, address, PeopleOperations.Activate, cancellationToken);

    /// <summary>Stops a person from taking part, and answers the person.</summary>
    public Task<Person> DeactivateAsync(string facility, string address, CancellationToken cancellationToken) =>
        SwitchAsync(facility, address, PeopleOperations.Deactivate, cancellationToken);

    /// <summary>A host with the vendor's id, looked up by key or e-mail where the caller gave that.</summary>
    internal async Task<HostReference?> ResolveHostAsync(
        FacilityContext context, HostReference? host, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (host is null || errors.Exists(error => error.Pointer.StartsWith("/host", StringComparison.Ordinal)))
            return host;
        if (host.Id is { } address)
            return await Objects.ResolveReferenceAsync(context, address, "/host/id", errors, cancellationToken) is { } id ? host with { Id = id } : host;
        if (host.Email is not { } email)
            return host;

        var found = await TwoOfAsync(context, email, cancellationToken);
        return found.Count switch
        {
            1 => host with { Id = found[0].Id, Name = found[0].Name },
            0 => throw new HubException(
                HubErrorKind.Unprocessable, "host_not_found", $"Nobody at facility '{context.Facility.Id}' has the e-mail address '{email}'."),
            _ => throw new HubException(
                HubErrorKind.Unprocessable, "host_ambiguous",
                $"More than one person at facility '{context.Facility.Id}' has the e-mail address '{email}'. Give the host's id."),
        };
    }

    // A page may hold fewer than it was asked for, even none, and still not be the last.
    private async Task<List<Person>> TwoOfAsync(FacilityContext context, string email, CancellationToken cancellationToken)
    {
        var found = new List<Person>();
        string? position = null;
        do
        {
            var query = new PersonQuery(new PageRequest(2 - found.Count, position)) { Email = email };
            var page = await Calls.CallAsync(context, PeopleOperations.List, query, cancellationToken);
            found.AddRange(page.Items);
            position = page.Next;
        }
        while (position is not null && found.Count < 2);

        return found;
    }

    private async Task<Person> SwitchAsync(
        string facility, string address, Operation<ItemRequest, Unit> operation, CancellationToken cancellationToken)
    {
        var context = await Facilities.GetAsync(facility, cancellationToken);
        Calls.Require(context, operation);
        var id = await Objects.ResolveAsync(context, address, cancellationToken);
        await Calls.CallAsync(context, operation, new ItemRequest(id), cancellationToken);
        var person = await Objects.GetAsync(context, id, cancellationToken);
        await _notes.WrittenAsync(context, person);
        return person;
    }

    private protected override ObjectKind<Person, PersonDraft, PersonCreate, PersonUpdate> Kind() => new()
    {
        Noun = "person",
        DraftType = GatehouseJson.Default.PersonDraft,
        Get = PeopleOperations.Get,
        Create = PeopleOperations.Create,
        Update = PeopleOperations.Update,
        Delete = PeopleOperations.Delete,
        IdOf = person => person.Id,
        DraftOf = PersonDraft.Of,
        KeyOf = draft => draft.Key,
        WithKey = (draft, key) => draft with { Key = key },
        WithRecord = (person, record) => person with { Key = record.Key },
        NewCreate = (draft, marker) => new PersonCreate(draft, marker),
        NewUpdate = (current, draft) => new PersonUpdate(current, draft),
        PrepareMerge = PrepareMerge,
        Complete = CompleteAsync,
        Written = _notes.WrittenAsync,
        Removed = _notes.PersonRemovedAsync,
    };

    private static void PrepareMerge(JsonObject target, JsonElement patch)
    {
        NameMerge.Prepare(target, patch);
        ReferenceMerge.Prepare(target, patch, "organization");
    }

    private async Task<PersonDraft> CompleteAsync(
        FacilityContext context, PersonDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        Email.Check(draft.Email, "/email", errors);
        for (var i = 0; i < draft.OtherEmails?.Count; i++)
            Email.Check(draft.OtherEmails[i], FormattableString.Invariant($"/otherEmails/{i}"), errors);

        var (first, last, full) = PersonName.Complete(draft.FirstName, draft.LastName, draft.Name);
        return draft with
        {
            FirstName = first,
            LastName = last,
            Name = full,
            Organization = await _organizations.ResolveAsync(context, draft.Organization, errors, cancellationToken),
        };
    }
}
