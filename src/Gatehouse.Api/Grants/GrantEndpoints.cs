using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Idempotency;
using Gatehouse.Api.Problems;
using Gatehouse.Api.Requests;
using Gatehouse.ApiKeys;
using Gatehouse.Errors;
using Gatehouse.Grants;
using Gatehouse.Json;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.State;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Grants;

/// <summary>Who may enter where, when.</summary>
internal sealed class GrantEndpoints(GrantService grants, GrantChanges changes, Revocations revocations, GrantAnswers answers, ListPages pages) : EndpointGroup("Grants")
{
    private const string Item = "/grants/{id}";
    private const int BatchAtOnce = 16;

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, "/grants", Scopes.GrantsRead, "listGrants", "List grants, the latest first", ListAsync)
            .TakesQuery(
            [
                QueryParameter.Text("facility", "Grants with a target at this facility."),
                QueryParameter.Text("subjectKey", "Grants of the subject with this key of yours."),
                QueryParameter.Text("email", "Grants of the subject with this e-mail address."),
                QueryParameter.Choice("state", "Grants in this state.", StrictJson.Words(typeof(GrantState))),
                QueryParameter.Time("from", "Grants whose window ends after this time."),
                QueryParameter.Time("to", "Grants whose window begins before this time."),
                QueryParameter.Text("key", "The grant with this key of yours."),
                .. ListPages.Parameters,
            ])
            .Answers<ListAnswer<Grant>>();
        Map(api, HttpMethods.Get, Item, Scopes.GrantsRead, "getGrant", "Get a grant by its id or key:{key}", GetAsync).Answers<Grant>();
        Map(api, HttpMethods.Post, "/grants", Scopes.GrantsWrite, "createGrant", "Let somebody in: one subject, one window, many doors", CreateAsync)
            .Takes<GrantDraft>()
            .Answers<Grant>(StatusCodes.Status200OK, StatusCodes.Status202Accepted);
        Map(api, HttpMethods.Post, "/grants/batch", Scopes.GrantsWrite, "createGrants", "Create up to 1,000 grants; answers what became of each", CreateManyAsync)
            .Takes<GrantBatchDraft>()
            .Answers<GrantBatchAnswer>();
        Map(
            api, HttpMethods.Post, "/grants/revoke", Scopes.GrantsWrite,
            "revokeGrants", "Revoke all grants of a subject, an e-mail address, an organization or a facility", RevokeManyAsync)
            .Takes<RevocationDraft>()
            .Answers<RevocationAnswer>(StatusCodes.Status200OK, StatusCodes.Status202Accepted);
        Map(
            api, HttpMethods.Patch, Item, Scopes.GrantsWrite,
            "updateGrant", "Change a grant's window, targets or access points, also while it is being applied", PatchAsync)
            .Takes<GrantPatch>()
            .AuditsBefore(BeforeAsync)
            .Answers<Grant>(StatusCodes.Status200OK, StatusCodes.Status202Accepted);
        Map(api, HttpMethods.Delete, Item, Scopes.GrantsWrite, "revokeGrant", "Revoke a grant at all its targets", RevokeAsync)
            .TakesQuery(QueryParameter.Text("reason", "Why; kept by vendors that keep it."))
            .AuditsBefore(BeforeAsync)
            .Answers<Grant>(StatusCodes.Status200OK, StatusCodes.Status202Accepted);
        Map(
            api, HttpMethods.Post, Item + "/targets/{number}/retry", Scopes.GrantsWrite,
            "retryGrantTarget", "Try a target that failed or waits again at once", RetryAsync)
            .AuditsBefore(BeforeAsync)
            .Answers<Grant>(StatusCodes.Status200OK, StatusCodes.Status202Accepted);
    }

    private async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var conditions = new GrantQuery(new PageRequest(PageRequest.DefaultLimit))
        {
            Facility = query.Text("facility"),
            SubjectKey = query.Text("subjectKey"),
            Email = query.Text("email"),
            State = query.Text("state") is { } state ? Enum.Parse<GrantState>(state, ignoreCase: true) : null,
            From = query.Time("from"),
            To = query.Time("to"),
            Key = query.Text("key"),
        };
        var key = context.Caller();
        var page = await grants.ListAsync(conditions with { Page = await pages.ReadAsync(context, query) }, key.Covers, context.RequestAborted);
        var shown = new List<Grant>(page.Items.Count);
        foreach (var grant in page.Items)
            shown.Add(await answers.ShowAsync(context, grant, key, context.RequestAborted));
        await pages.WriteAsync(context, shown, page.Next);
    }

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var (key, address) = (context.Caller(), context.Route("id"));
        var grant = await grants.GetAsync(address, context.RequestAborted);
        if (!grant.Targets.Any(target => key.Covers(target.Value.Facility)))
            throw NotFound(address);
        await JsonAnswer.OkAsync(context, await answers.ShowAsync(context, grant, key, context.RequestAborted));
    }

    private async Task<Grant> BeforeAsync(HttpContext context)
    {
        var grant = await grants.GetAsync(context.Route("id"), context.RequestAborted);
        return await answers.ShowAsync(context, grant, _ => true, withCredentials: false, context.RequestAborted);
    }

    private async Task CreateAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var input = StrictJson.Read(await RequestBody.ReadJsonAsync(context), GatehouseJson.Default.GrantDraft);
        var written = await grants.CreateAsync(input, OperationId(context), context.Caller().Covers, CancellationToken.None);
        await answers.AnswerAsync(context, written.Value);
    }

    private async Task CreateManyAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var input = StrictJson.Read(await RequestBody.ReadJsonAsync(context), ApiJson.Default.GrantBatchDraft);
        var errors = input.Errors.Where(error => !error.Pointer.StartsWith("/grants/", StringComparison.Ordinal)).ToList();
        var drafts = input.Value.Grants;
        if (drafts.Count is 0 or > GrantBatchDraft.MostGrants)
            errors.Add(new FieldError("/grants", FormattableString.Invariant($"Must have 1 to {GrantBatchDraft.MostGrants} members.")));
        for (var i = 0; i < drafts.Count; i++)
        {
            if (drafts[i].ValueKind != System.Text.Json.JsonValueKind.Object)
                errors.Add(new FieldError(FormattableString.Invariant($"/grants/{i}"), "Must be an object."));
        }

        InvalidInputException.ThrowIfAny(errors);
        var (key, operation) = (context.Caller(), OperationId(context));
        var items = new GrantBatchItem[drafts.Count];
        await Parallel.ForAsync(0, drafts.Count, new ParallelOptions { MaxDegreeOfParallelism = BatchAtOnce }, async (i, token) =>
        {
            var own = operation is null ? null : FormattableString.Invariant($"{operation}:{i}");
            items[i] = await CreateOneAsync(i, StrictJson.Read(drafts[i], GatehouseJson.Default.GrantDraft), own, key, token);
        });
        await JsonAnswer.OkAsync(context, new GrantBatchAnswer(items));
    }

    private async Task<GrantBatchItem> CreateOneAsync(
        int index, Input<GrantDraft> input, string? operation, ApiKey key, CancellationToken cancellationToken)
    {
        try
        {
            var written = await grants.CreateAsync(input, operation, key.Covers, cancellationToken);
            var id = written.Value.Grant.Value.Id;
            var state = GrantView.StateOf([.. written.Value.Targets.Select(target => target.Value.State)]);
            return new GrantBatchItem(index, written.Created, id, written.Value.Grant.Value.Key, state, await answers.LinkAsync(written.Value, key, cancellationToken), null);
        }
        catch (Exception exception) when (exception is InvalidInputException or HubException or StateStoreException { IsTransient: true } or Vendors.VendorException)
        {
            return new GrantBatchItem(index, false, null, input.Value.Key, null, null, ProblemMapping.From(exception, null));
        }
    }

    private async Task RevokeManyAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var input = StrictJson.Read(await RequestBody.ReadJsonAsync(context), GatehouseJson.Default.RevocationDraft);
        var key = context.Caller();
        var revocation = await revocations.BeginAsync(input, OperationId(context), key.Facilities, CancellationToken.None);
        var answer = RevocationAnswer.Of(revocation);
        if (revocation.Done)
            await JsonAnswer.OkAsync(context, answer);
        else
            await JsonAnswer.AcceptedAsync(context, await answers.LinkAsync("revocation-" + revocation.Id, CancellationToken.None), answer);
    }

    private async Task PatchAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var input = StrictJson.Read(await RequestBody.ReadJsonAsync(context), GatehouseJson.Default.GrantPatch);
        await answers.AnswerAsync(context, await changes.ChangeAsync(context.Route("id"), input, context.Caller().Covers, CancellationToken.None));
    }

    private async Task RevokeAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var reason = query.Text("reason");
        query.ThrowIfWrong();
        await answers.AnswerAsync(context, await changes.RevokeAsync(context.Route("id"), reason, context.Caller().Covers, CancellationToken.None));
    }

    private async Task RetryAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var number = int.TryParse(context.Route("number"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var parsed) ? parsed : -1;
        await answers.AnswerAsync(context, await changes.RetryAsync(context.Route("id"), number, context.Caller().Covers, CancellationToken.None));
    }

    /// <summary>The failure for a grant that is not there, or none of the caller's.</summary>
    internal static HubException NotFound(string address) => new(
        HubErrorKind.NotFound, "grant_not_found", $"There is no grant '{address}'. GET /api/v1/grants lists those that your key covers.");

    private static string? OperationId(HttpContext context) => context.Features.Get<IOperationIdFeature>()?.OperationId;
}
