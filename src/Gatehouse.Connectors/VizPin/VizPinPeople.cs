using System.Text.Json.Nodes;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.VizPin;

/// <summary>The operations on people: the vendor's users.</summary>
internal sealed class VizPinPeople(VizPinClient client, VizPinAccounts accounts)
{
    /// <summary>What a caller says to delete a user, which acts on all accounts.</summary>
    public const string AllAccounts = "all-accounts";

    private readonly VizPinUserBatches _batches = new(client);

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<PersonQuery, Page<Person>>(PeopleOperations.List, ListAsync),
        new Handler<ItemRequest, Person>(PeopleOperations.Get, (context, request, token) => GetAsync(context, request.Id, token)),
        new Handler<PersonFind, Person>(PeopleOperations.Find, FindAsync) { Required = ["/phone", "/lastName"] },
        new Handler<PersonCreate, Person>(PeopleOperations.Create, (context, request, token) => CreateAsync(context, request.Draft, token))
        {
            Required = ["/lastName", "/phone"],
            Check = (context, request) => VizPinUserMapping.Check(VizPinScope.Of(context), request.Draft, current: null),
            Baseline = async (context, request, token) => (await TryFindAsync(context, request.Draft.Phone!, LastName(request.Draft), token))?.Id ?? "",
            Search = SearchAsync,
        },
        new Handler<PersonUpdate, Person>(PeopleOperations.Update, UpdateAsync)
        {
            Check = (context, request) => VizPinUserMapping.Check(VizPinScope.Of(context), request.Draft, request.Current),
        },
        new Handler<ItemRequest, Unit>(PeopleOperations.Delete, DeleteAsync) { Check = (_, request) => CheckDelete(request) },
        new Handler<PersonAssociate, Person>(PeopleOperations.Associate, (context, request, token) => AssociateAsync(context, request.Id, request.Sites, token))
        {
            Required = ["/sites"],
        },
        new Handler<NeedingAccessQuery, Page<Person>>(PeopleOperations.NeedingAccess, ListNeedingAccessAsync),
    ];

    /// <summary>The user with a number and a last name, across all accounts; <see langword="null"/> when there is none.</summary>
    public async Task<Person?> TryFindAsync(FacilityContext context, string phone, string lastName, CancellationToken cancellationToken)
    {
        try
        {
            var result = await client.CallAsync(context, "user.find", new JsonObject { ["phone"] = phone, ["last_name"] = lastName }, cancellationToken);
            return result.Find("user") is { } row ? VizPinUserMapping.Read(VizPinScope.Of(context), row) : null;
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Registers a user with a password, or pre-registers one without.</summary>
    public async Task<Person> CreateAsync(FacilityContext context, PersonDraft draft, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var (method, member) = string.IsNullOrEmpty(draft.Password) ? ("user.preregister", "preregister_user") : ("user.register", "user");
        var result = await client.CallAsync(context, method, new JsonObject { [member] = VizPinUserMapping.Write(scope, draft) }, cancellationToken);
        return VizPinUserMapping.Read(scope, result.Written(member));
    }

    /// <summary>Lets a user belong to locations.</summary>
    public async Task<Person> AssociateAsync(FacilityContext context, string user, IReadOnlyList<string> sites, CancellationToken cancellationToken)
    {
        var person = await GetAsync(context, user, cancellationToken);
        JsonNode who = context.Settings<VizPinSettings>().AssociatesById ? user : JsonNode.Parse(person.Raw!.Value.GetRawText())!;
        var parameters = new JsonObject { ["location_ids"] = new JsonArray([.. sites.Select(site => (JsonNode)site)]), ["assoc_user"] = who };

        // The text says that it answers the user's credentials, the sample the user: neither tells more than is known.
        await client.CallAsync(context, "user.associate", parameters, cancellationToken);
        return person;
    }

    /// <summary>The users of a location, or of an account, who can open nothing there.</summary>
    public async Task<IReadOnlyList<Person>> NeedingAccessAsync(
        FacilityContext context, string? account, string? site, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var result = await client.CallAsync(
            context, "user.NeedAccess", new JsonObject { ["account_id"] = account ?? "", ["locationid"] = site ?? "" }, cancellationToken);
        return [.. result.Rows("users").Select(row => VizPinUserMapping.Read(scope, row, account))];
    }

    private async Task<Page<Person>> ListAsync(FacilityContext context, PersonQuery query, CancellationToken cancellationToken)
    {
        if (query.Site is null)
            return await _batches.TakeAsync(context, await accounts.IdsAsync(context, query.Organization, cancellationToken), query, cancellationToken);

        var account = query.Organization ?? context.Settings<VizPinSettings>().Account;
        return await _batches.TakeOfSiteAsync(context, account, query.Site, query, cancellationToken);
    }

    private async Task<Person> GetAsync(FacilityContext context, string id, CancellationToken cancellationToken)
    {
        var result = await client.CallAsync(context, "user.get", new JsonObject { ["userid"] = id }, cancellationToken);
        return VizPinUserMapping.Read(VizPinScope.Of(context), result.Find("user") ?? throw VizPinErrors.NotFound("user", id));
    }

    private async Task<Person> FindAsync(FacilityContext context, PersonFind request, CancellationToken cancellationToken) =>
        await TryFindAsync(context, request.Phone!, request.LastName!, cancellationToken)
        ?? throw VizPinErrors.NotFound("user", $"{request.Phone} {request.LastName}");

    private async Task<Person?> SearchAsync(FacilityContext context, PersonCreate request, string? baseline, CancellationToken cancellationToken) =>
        await TryFindAsync(context, request.Draft.Phone!, LastName(request.Draft), cancellationToken) is { } found && found.Id != baseline ? found : null;

    private async Task<Person> UpdateAsync(FacilityContext context, PersonUpdate request, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var current = request.Current.Raw is null ? await GetAsync(context, request.Current.Id, cancellationToken) : request.Current;
        var body = VizPinUserMapping.Write(scope, request.Draft, new VizPinRow(current.Id, current.Raw!.Value));
        var result = await client.CallAsync(context, "user.edit", new JsonObject { ["user"] = body }, cancellationToken);
        return VizPinUserMapping.Read(scope, result.Written("user", current.Id), request.Current.Organization?.Id);
    }

    private static IEnumerable<FieldError> CheckDelete(ItemRequest request) => request.Confirm == AllAccounts
        ? []
        : [new FieldError("confirm", $"Must be {AllAccounts}: VIZpin deletes a user from all accounts, those of other facilities too.")];

    private async Task<Unit> DeleteAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var parameter = context.Settings<VizPinSettings>().UserDeleteParameter;
        await client.CallAsync(context, "user.delete", new JsonObject { [parameter] = request.Id }, cancellationToken);
        return default;
    }

    private async Task<Page<Person>> ListNeedingAccessAsync(FacilityContext context, NeedingAccessQuery query, CancellationToken cancellationToken)
    {
        if (query.Site is { } site)
        {
            var account = query.Organization ?? context.Settings<VizPinSettings>().Account;
            return TextPage.Take(await NeedingAccessAsync(context, account, site, cancellationToken), person => person.Id, _ => true, query.Page);
        }

        var ids = await accounts.IdsAsync(context, query.Organization, cancellationToken);
        return await TextPage.WalkAsync(
            ids, (id, token) => NeedingAccessAsync(context, id, null, token), person => person.Id, _ => true, query.Page, cancellationToken);
    }

    private static string LastName(PersonDraft draft) => PersonName.Complete(draft.FirstName, draft.LastName, draft.Name).Last!;
}
