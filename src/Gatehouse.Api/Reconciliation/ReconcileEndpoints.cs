using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Operations;
using Gatehouse.Reconciliation;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Reconciliation;

/// <summary>Comparisons of a facility's grants with its vendor.</summary>
internal sealed class ReconcileEndpoints(ReconcileService reconciles, ListPages pages) : EndpointGroup("Reconcile")
{
    private const string ListPattern = "/facilities/{facility}/reconcile";

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(api, HttpMethods.Get, ListPattern, Scopes.GrantsRead, "listReconciles", "List comparisons of grants with the vendor, the latest first", ListAsync)
            .TakesQuery(ListPages.Parameters)
            .Answers<ListAnswer<ReconcileAnswer>>();
        Map(api, HttpMethods.Get, ListPattern + "/{run}", Scopes.GrantsRead, "getReconcile", "Read a comparison and what it found", GetAsync)
            .Answers<ReconcileAnswer>();
        Map(
            api, HttpMethods.Post, ListPattern, Scopes.GrantsWrite,
            "startReconcile", "Compare grants with what the vendor holds, and put right what differs", StartAsync)
            .TakesOptional<ReconcileDraft>()
            .Answers<ReconcileAnswer>(StatusCodes.Status202Accepted);
    }

    private async Task ListAsync(HttpContext context)
    {
        var facility = context.Route("facility");
        var page = await reconciles.ListAsync(facility, await pages.ReadAsync(context, new QueryReader(context)), context.RequestAborted);
        await pages.WriteAsync<ReconcileAnswer>(context, [.. page.Items.Select(report => ReconcileAnswer.Of(facility, report))], page.Next);
    }

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var facility = context.Route("facility");
        await JsonAnswer.OkAsync(context, ReconcileAnswer.Of(facility, await reconciles.GetAsync(facility, context.Route("run"), context.RequestAborted)));
    }

    private async Task StartAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var facility = context.Route("facility");
        var draft = StrictJson.Read(await RequestBody.ReadOptionalJsonAsync(context), ApiJson.Default.ReconcileDraft).Checked();
        var report = await reconciles.StartAsync(facility, draft.DryRun == true, CancellationToken.None);
        await JsonAnswer.AcceptedAsync(context, $"{Prefix}/facilities/{facility}/reconcile/{report.Id}", ReconcileAnswer.Of(facility, report));
    }
}
