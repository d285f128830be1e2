using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Audit;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Facilities;

/// <summary>Facilities themselves.</summary>
internal sealed class FacilityEndpoints(FacilityService facilities, ListPages pages) : EndpointGroup("Facilities")
{
    private const string Item = "/facilities/{facility}";

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(
            api, HttpMethods.Get, "/facilities", Scopes.FacilitiesRead,
            "listFacilities", "List the facilities that your key is good for", ListAsync)
            .TakesQuery(ListPages.Parameters)
            .Answers<ListAnswer<Facility>>();
        Map(api, HttpMethods.Get, Item, Scopes.FacilitiesRead, "getFacility", "Get a facility", GetAsync)
            .Answers<Facility>();
        Map(
            api, HttpMethods.Put, Item, Scopes.Admin,
            "putFacility", "Create a facility, or change it: what is omitted stays, null clears", PutAsync)
            .Takes<FacilityDraft>()
            .AuditsBefore(FindAsync)
            .Answers<Facility>(StatusCodes.Status200OK, StatusCodes.Status201Created);
        Map(
            api, HttpMethods.Delete, Item, Scopes.Admin,
            "deleteFacility", "Delete a facility and its secrets; the vendor is not called", DeleteAsync)
            .AuditsBefore(FindAsync)
            .AnswersNothing();
        Map(
            api, HttpMethods.Post, Item + "/test", Scopes.FacilitiesRead,
            "testFacility", "Call the vendor and change nothing", TestAsync)
            .Answers<ConnectionReport>();
        Map(
            api, HttpMethods.Get, Item + "/capabilities", Scopes.FacilitiesRead,
            "listCapabilities", "List what a facility can do", CapabilitiesAsync)
            .Answers<ListAnswer<Capability>>();
        Map(
            api, HttpMethods.Put, Item + "/secrets/{name}", Scopes.Admin,
            "putSecret", "Set a secret of a facility; it is never shown", PutSecretAsync)
            .Takes<SecretDraft>()
            .AuditsBefore(SecretAsync)
            .AuditHides("value")
            .AnswersNothing();
    }

    private async Task ListAsync(HttpContext context)
    {
        var page = await pages.ReadAsync(context, new QueryReader(context));
        var key = context.Caller();
        var all = await facilities.ListAsync(context.RequestAborted);
        var rest = all
            .Where(facility => key.Covers(facility.Id) && (page.Position is null || string.CompareOrdinal(facility.Id, page.Position) > 0))
            .Take(page.Limit + 1)
            .ToList();
        var next = rest.Count > page.Limit ? rest[page.Limit - 1].Id : null;
        await pages.WriteAsync(context, [.. rest.Take(page.Limit)], next);
    }

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await JsonAnswer.OkAsync(context, await FindAsync(context));
    }

    private Task<Facility> FindAsync(HttpContext context) => facilities.GetAsync(context.Route("facility"), context.RequestAborted);

    private async Task PutAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var id = context.Route("facility");
        var written = await facilities.PutAsync(id, await RequestBody.ReadJsonAsync(context), CancellationToken.None);
        await (written.Created
            ? JsonAnswer.CreatedAsync(context, $"{Prefix}/facilities/{id}", written.Value)
            : JsonAnswer.OkAsync(context, written.Value));
    }

    private async Task DeleteAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await facilities.DeleteAsync(context.Route("facility"), CancellationToken.None);
        await JsonAnswer.NothingAsync(context);
    }

    private async Task TestAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await JsonAnswer.OkAsync(context, await facilities.TestAsync(context.Route("facility"), context.RequestAborted));
    }

    private async Task CapabilitiesAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await JsonAnswer.OkAsync(
            context, new ListAnswer<Capability>(await facilities.CapabilitiesAsync(context.Route("facility"), context.RequestAborted), null));
    }

    // Of a secret only that it was there is told.
    private async Task<SecretDraft> SecretAsync(HttpContext context) => new()
    {
        Value = await facilities.HasSecretAsync(context.Route("facility"), context.Route("name"), context.RequestAborted) ? AuditRedaction.Hidden : null,
    };

    private async Task PutSecretAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var draft = StrictJson.Read(await RequestBody.ReadJsonAsync(context), ApiJson.Default.SecretDraft).Checked();
        await facilities.SetSecretAsync(context.Route("facility"), context.Route("name"), draft.Value, CancellationToken.None);
        await JsonAnswer.NothingAsync(context);
    }
}
