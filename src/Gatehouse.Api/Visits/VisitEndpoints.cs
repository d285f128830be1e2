using System.Text.Json;
using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Objects;
using Gatehouse.Api.Passes;
using Gatehouse.Api.Problems;
using Gatehouse.Api.Requests;
using Gatehouse.Credentials;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Sensitive;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Visits;

/// <summary>Visits of a facility, and over all of them.</summary>
internal sealed class VisitEndpoints(VisitService visits, PassUrls passes, Tours tours, Sight sight, ListPages pages, TimeProvider time)
    : RemovableObjectEndpoints<Visit, VisitDraft, VisitCreate, VisitUpdate>(Naming, GatehouseJson.Default.VisitDraft, sight, pages)
{
    private static readonly ObjectWords Naming = new("visits", "Visit", "Visits", "a visit", Scopes.VisitsRead, Scopes.VisitsWrite);

    protected override ObjectService<Visit, VisitDraft, VisitCreate, VisitUpdate> Objects => visits;

    protected override QueryParameter[] Conditions { get; } =
    [
        QueryParameter.Time("from", "Visits that are not over before this time."),
        QueryParameter.Time("to", "Visits that begin before this time."),
        QueryParameter.Choice("status", "Visits in this state; arrived is the muster list.", StrictJson.Words(typeof(VisitStatus))),
        QueryParameter.Text("host", "Visits to this person: their id or key:{key}."),
        QueryParameter.Text("organization", "Visits to this organization: its id or key:{key}."),
        QueryParameter.Text("q", "Visits with this text in the visitor's name, company, e-mail or plate."),
    ];

    public override void Map(IEndpointRouteBuilder api)
    {
        base.Map(api);
        Map(
            api, HttpMethods.Post, ListPattern + "/group", Scopes.VisitsWrite,
            "createVisitGroup", "Create a visit for each member of a group; answers what became of each", CreateGroupAsync)
            .Takes<VisitGroupDraft>()
            .Answers<VisitGroupAnswer>();
        Map(
            api, HttpMethods.Post, ItemPattern + "/arrive", Scopes.VisitsWrite,
            "recordArrival", "Record that the visitor came", ArriveAsync)
            .TakesOptional<ArriveDraft>()
            .AuditsBefore(BeforeAsync)
            .Answers<Visit>();
        Map(
            api, HttpMethods.Post, ItemPattern + "/end", Scopes.VisitsWrite,
            "endVisit", "End a visit: the visitor left, or does not come", EndAsync)
            .TakesOptional<EndDraft>()
            .AuditsBefore(BeforeAsync)
            .Answers<Visit>();
        Map(api, HttpMethods.Get, "/visits", Scopes.VisitsRead, "listVisitsOverFacilities", "List visits over facilities", TourAsync)
            .TakesQuery([Tours.Facility, .. Conditions, QueryParameter.Include, .. ListPages.Parameters])
            .Answers<TourAnswer<Visit>>();
    }

    protected override async Task<Page<Visit>> ListAsync(HttpContext context, string facility, QueryReader query)
    {
        var conditions = Read(query);
        return await visits.ListAsync(facility, conditions with { Page = await Pages.ReadAsync(context, query) }, context.RequestAborted);
    }

    protected override Task DeleteAsync(string facility, string address, string? confirm) => visits.DeleteAsync(facility, address, CancellationToken.None);

    protected override string IdOf(Visit value) => value.Id;

    // A code that is about to stop working is not given out; the QR image and /credentials renew it.
    protected override Visit Show(Visit value, string system, SensitiveView view) => Sight.Redaction.Apply(
        value with { Credentials = CredentialFreshness.WithoutStale(value.Credentials, time.GetUtcNow()) }, system, view);

    protected override ValueTask<Visit> CompleteAsync(HttpContext context, Visit value) => passes.WithUrlAsync(context, value);

    // A visit's access is a grant: it needs the same scope, and a key that is good for each facility.
    protected override void CheckBody(HttpContext context, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("access", out var access) || access.ValueKind != JsonValueKind.Array)
            return;

        var key = context.Caller();
        if (!key.Allows(Scopes.GrantsWrite))
            throw new ProblemException(StatusCodes.Status403Forbidden, "scope_missing", $"A visit with access needs an API key with the scope {Scopes.GrantsWrite}.");
        var errors = access.EnumerateArray().Select((target, index) => (Facility: FacilityOf(target), Index: index))
            .Where(target => target.Facility is { } facility && !key.Covers(facility))
            .Select(target => new FieldError(
                FormattableString.Invariant($"/access/{target.Index}/facility"), $"This API key is not good for the facility '{target.Facility}'."));
        InvalidInputException.ThrowIfAny([.. errors]);

        static string? FacilityOf(JsonElement target) =>
            target.ValueKind == JsonValueKind.Object && target.TryGetProperty("facility", out var facility) && facility.ValueKind == JsonValueKind.String
                ? facility.GetString()
                : null;
    }

    private async Task CreateGroupAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var facility = context.Route("facility");
        var input = StrictJson.Read(await RequestBody.ReadJsonAsync(context), GatehouseJson.Default.VisitGroupDraft);
        var group = await visits.CreateGroupAsync(facility, input, OperationId(context), CancellationToken.None);
        var (system, view) = (await Sight.SystemAsync(facility, CancellationToken.None), Sight.Of(context, raw: false));
        await JsonAnswer.OkAsync(context, new VisitGroupAnswer(group.GroupId, [.. group.Outcomes.Select(outcome => new VisitGroupItem(
            outcome.Index,
            outcome.Created,
            outcome.Visit is { } visit ? Show(visit, system, view) : null,
            outcome.Error is { } error ? ProblemMapping.From(new VendorException(error), system) : null))]));
    }

    private async Task ArriveAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var draft = StrictJson.Read(await RequestBody.ReadOptionalJsonAsync(context), ApiJson.Default.ArriveDraft).Checked();
        await AnswerAsync(context, await visits.ArriveAsync(context.Route("facility"), context.Route("id"), draft.At, CancellationToken.None));
    }

    private async Task EndAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var draft = StrictJson.Read(await RequestBody.ReadOptionalJsonAsync(context), ApiJson.Default.EndDraft).Checked();
        await AnswerAsync(
            context, await visits.EndAsync(context.Route("facility"), context.Route("id"), draft.Reason, draft.At, CancellationToken.None));
    }

    private async Task TourAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var view = Sight.Of(context, query.IncludesRaw());
        var conditions = Read(query);
        await tours.AnswerAsync<Visit>(
            context, query, VisitOperations.List,
            async (facility, page, token) => await CompleteAsync(context, await visits.SearchAsync(facility, conditions with { Page = page }, token)),
            (visit, system) => Show(visit, system, view));
    }

    private static VisitQuery Read(QueryReader query) => new(new PageRequest(PageRequest.DefaultLimit))
    {
        From = query.Time("from"),
        To = query.Time("to"),
        Status = query.Text("status") is { } status ? Enum.Parse<VisitStatus>(status, ignoreCase: true) : null,
        Host = query.Text("host"),
        Organization = query.Text("organization"),
        Text = query.Text("q"),
    };
}
