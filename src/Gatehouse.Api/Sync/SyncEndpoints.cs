using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Operations;
using Gatehouse.Sync;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Sync;

/// <summary>Synchronizations of a facility.</summary>
internal sealed class SyncEndpoints(SyncService sync, ListPages pages, TimeProvider time) : EndpointGroup("Synchronizations")
{
    private const string ListPattern = "/facilities/{facility}/sync";

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, ListPattern, Scopes.FacilitiesRead, "listSyncs", "List synchronizations, the latest first", ListAsync)
            .TakesQuery(ListPages.Parameters)
            .Answers<ListAnswer<SyncAnswer>>();
        Map(api, HttpMethods.Get, ListPattern + "/{run}", Scopes.FacilitiesRead, "getSync", "Read a synchronization", GetAsync)
            .Answers<SyncAnswer>();
        Map(api, HttpMethods.Post, ListPattern, Scopes.Admin, "startSync", "Start a synchronization", StartAsync)
            .TakesOptional<SyncDraft>()
            .Answers<SyncAnswer>(StatusCodes.Status202Accepted);
    }

    private async Task ListAsync(HttpContext context)
    {
        var facility = context.Route("facility");
        var page = await sync.ListAsync(facility, await pages.ReadAsync(context, new QueryReader(context)), context.RequestAborted);
        await pages.WriteAsync<SyncAnswer>(context, [.. page.Items.Select(report => SyncAnswer.Of(facility, report, time.GetUtcNow()))], page.Next);
    }

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var facility = context.Route("facility");
        var report = await sync.GetAsync(facility, context.Route("run"), context.RequestAborted);
        await JsonAnswer.OkAsync(context, SyncAnswer.Of(facility, report, time.GetUtcNow()));
    }

    private async Task StartAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var facility = context.Route("facility");
        var draft = StrictJson.Read(await RequestBody.ReadOptionalJsonAsync(context), ApiJson.Default.SyncDraft).Checked();
        var report = await sync.StartAsync(facility, draft.Kind ?? SyncKind.People, draft.DryRun == true, CancellationToken.None);
        await JsonAnswer.AcceptedAsync(context, $"{Prefix}/facilities/{facility}/sync/{report.Id}", SyncAnswer.Of(facility, report, time.GetUtcNow()));
    }
}
