using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Audit;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Audit;

/// <summary>Who changed what, for administrators.</summary>
internal sealed class AuditEndpoints(AuditSearch audit, ListPages pages) : EndpointGroup("Audit")
{
    public override void Map(IEndpointRouteBuilder api) =>
        Map(api, HttpMethods.Get, "/audit", Scopes.Admin, "listAudit", "List who changed what, the latest first", ListAsync)
            .TakesQuery(
            [
                QueryParameter.Time("from", "Changes at or after this time."),
                QueryParameter.Time("to", "Changes before this time."),
                QueryParameter.Text("key", "Changes by the API key with this id."),
                QueryParameter.Text("operation", "Changes by this operation, such as createVisit."),
                QueryParameter.Text("facility", "Changes at this facility."),
                QueryParameter.Text("resource", "Changes of resources whose address begins so."),
                QueryParameter.Text("traceId", "Changes of the request with this trace."),
                .. ListPages.Parameters,
            ])
            .Answers<ListAnswer<AuditEntry>>();

    private async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var conditions = new AuditQuery
        {
            From = query.Time("from"),
            To = query.Time("to"),
            Key = query.Text("key"),
            Operation = query.Text("operation"),
            Facility = query.Text("facility"),
            Resource = query.Text("resource"),
            TraceId = query.Text("traceId"),
        };
        var page = await audit.ListAsync(conditions, await pages.ReadAsync(context, query), context.RequestAborted);
        await pages.WriteAsync(context, page.Items, page.Next);
    }
}
