using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Grants;
using Gatehouse.Api.Requests;
using Gatehouse.ApiKeys;
using Gatehouse.Errors;
using Gatehouse.Grants;
using Gatehouse.Operations;
using Gatehouse.Passes;
using Gatehouse.Validation;
using Gatehouse.Visits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Passes;

/// <summary>Issues and revokes visitors' passes.</summary>
internal sealed class PassEndpoints(PassService passes, GrantService grants, VisitService visits) : EndpointGroup("Passes")
{
    private const string OfVisit = "/facilities/{facility}/visits/{id}/pass";
    private const string OfGrant = "/grants/{id}/pass";

    public override void Map(IEndpointRouteBuilder api)
    {
        Map(
            api, HttpMethods.Post, "/passes", Scopes.CredentialsWrite,
            "issuePass", "Issue the pass of a grant, or of a facility's visit; the same link again while it is good", IssueAsync)
            .Takes<PassDraft>()
            .Answers<PassAnswer>();
        Map(api, HttpMethods.Delete, "/passes/{id}", Scopes.CredentialsWrite, "revokePass", "Revoke a pass: its link is good for nothing from now on", RevokeAsync)
            .AnswersNothing();
        MapBoth(
            api, OfVisit, Scopes.VisitsRead, "VisitPass", "a visit's pass",
            FindVisitPassAsync, IssueVisitPassAsync);
        MapBoth(
            api, OfGrant, Scopes.GrantsRead, "GrantPass", "a grant's pass",
            FindGrantPassAsync, IssueGrantPassAsync);
    }

    private void MapBoth(
        IEndpointRouteBuilder api, string pattern, string readScope, string name, string what, RequestDelegate find, RequestDelegate issue)
    {
        Map(api, HttpMethods.Get, pattern, readScope, "get" + name, $"Get {what}, once it is issued; needs {Scopes.CredentialsRead} as well", find)
            .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
            .Answers<PassAnswer>();
        Map(api, HttpMethods.Post, pattern, readScope, "issue" + name, $"Issue {what}; the same link again while it is good. Needs {Scopes.CredentialsWrite} as well", issue)
            .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsWrite))
            .Answers<PassAnswer>();
    }

    private async Task IssueAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var draft = StrictJson.Read(await RequestBody.ReadJsonAsync(context), ApiJson.Default.PassDraft).Checked();
        var key = context.Caller();
        switch (draft)
        {
            case { Grant: { } grant, Facility: null, Visit: null }:
                await AnswerAsync(context, await IssueGrantAsync(key, grant));
                break;
            case { Grant: null, Facility: { } facility, Visit: { } visit }:
                if (!key.Covers(facility))
                    throw new InvalidInputException("/facility", $"This API key is not good for the facility '{facility}'.");
                await AnswerAsync(context, await IssueVisitAsync(facility, visit));
                break;
            default:
                throw new InvalidInputException("/", "Name either a grant, or a facility and a visit.");
        }
    }

    private async Task RevokeAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var (key, id) = (context.Caller(), context.Route("id"));
        var pass = await passes.GetAsync(id, context.RequestAborted);

        // The pass of a grant that is gone can be revoked by those who could have issued it for any facility.
        var covered = pass.Facility is { } facility ? key.Covers(facility) : key.Facilities is null || await CoversAsync(key, pass.Grant!);
        if (!covered)
            throw new HubException(HubErrorKind.NotFound, "pass_not_found", $"There is no pass '{id}'.");
        await passes.RevokeAsync(id, CancellationToken.None);
        await JsonAnswer.NothingAsync(context);
    }

    private async Task<bool> CoversAsync(ApiKey key, string grant) =>
        (await grants.GetAsync(grant, CancellationToken.None)).Targets.All(target => key.Covers(target.Value.Facility));

    private async Task<Pass> IssueGrantAsync(ApiKey key, string address)
    {
        var grant = await grants.GetAsync(address, CancellationToken.None);
        if (!grant.Targets.Any(target => key.Covers(target.Value.Facility)))
            throw GrantEndpoints.NotFound(address);
        if (grant.Targets.Select(target => target.Value.Facility).FirstOrDefault(facility => !key.Covers(facility)) is { } other)
            throw new InvalidInputException("/grant", $"A pass shows all of a grant, and this API key is not good for the facility '{other}'.");
        return await passes.IssueAsync(grant.Grant.Value, CancellationToken.None);
    }

    private Task<Pass> IssueVisitAsync(string facility, string address) => passes.IssueAsync(facility, address, CancellationToken.None);

    private async Task FindVisitPassAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var facility = context.Route("facility");
        var visit = await visits.GetAsync(facility, context.Route("id"), context.RequestAborted);
        await AnswerAsync(context, await passes.FindAsync(facility, visit.Id, context.RequestAborted) ?? throw NotIssued());
    }

    private async Task IssueVisitPassAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await AnswerAsync(context, await IssueVisitAsync(context.Route("facility"), context.Route("id")));
    }

    private async Task FindGrantPassAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var (key, address) = (context.Caller(), context.Route("id"));
        var grant = await grants.GetAsync(address, context.RequestAborted);
        if (!grant.Targets.All(target => key.Covers(target.Value.Facility)))
            throw GrantEndpoints.NotFound(address);
        await AnswerAsync(context, await passes.FindAsync(grant.Grant.Value.Id, context.RequestAborted) ?? throw NotIssued());
    }

    private async Task IssueGrantPassAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        await AnswerAsync(context, await IssueGrantAsync(context.Caller(), context.Route("id")));
    }

    private static HubException NotIssued() => new(
        HubErrorKind.NotFound, "pass_not_found", "No pass was issued, or it was revoked. POST to this address issues one.");

    private static Task AnswerAsync(HttpContext context, Pass pass) => JsonAnswer.OkAsync(
        context, new PassAnswer(pass.Id, PassUrls.Of(context, pass.Token), pass.IssuedAt, pass.EndsAt, pass.Grant, pass.Facility, pass.Visit));
}
