using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Idempotency;
using Gatehouse.Api.Requests;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Credentials;

/// <summary>The credentials of people and visits.</summary>
internal sealed class CredentialEndpoints(CredentialService credentials) : EndpointGroup("Credentials")
{
    private const string OfPerson = "/facilities/{facility}/people/{id}/credentials";
    private const string OfVisit = "/facilities/{facility}/visits/{id}/credentials";

    public override void Map(IEndpointRouteBuilder api)
    {
        MapList(api, HttpMethods.Get, OfPerson, Scopes.PeopleRead, "listPersonCredentials", "List a person's credentials", credentials.OfPersonAsync);
        MapList(api, HttpMethods.Get, OfVisit, Scopes.VisitsRead, "listVisitCredentials", "List a visit's credentials", credentials.OfVisitAsync);
        MapList(
            api, HttpMethods.Post, OfVisit + "/refresh", Scopes.VisitsRead,
            "refreshVisitCredentials", "Fetch a visit's credentials anew; those from before may stop working", credentials.RefreshAsync);
        Map(
            api, HttpMethods.Post, OfPerson, Scopes.CredentialsWrite,
            "issueCredential", $"Issue a person a credential; its value is shown this once, and with {Scopes.CredentialsRead} only", IssueAsync)
            .TakesOptional<IssueDraft>()
            .Answers<Credential>(StatusCodes.Status201Created)
            .ShowsOnce("value");
    }

    private void MapList(
        IEndpointRouteBuilder api,
        string method,
        string pattern,
        string scope,
        string id,
        string summary,
        Func<string, string, CancellationToken, Task<IReadOnlyList<Credential>>> list) => Map(
            api, method, pattern, scope, id, $"{summary}; needs {Scopes.CredentialsRead} as well", context => ListAsync(context, list))
        .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
        .Answers<ListAnswer<Credential>>();

    private static async Task ListAsync(HttpContext context, Func<string, string, CancellationToken, Task<IReadOnlyList<Credential>>> list)
    {
        QueryReader.CheckNone(context);
        await JsonAnswer.OkAsync(
            context, new ListAnswer<Credential>(await list(context.Route("facility"), context.Route("id"), context.RequestAborted), NextLink: null));
    }

    private async Task IssueAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var (facility, person) = (context.Route("facility"), context.Route("id"));
        var draft = StrictJson.Read(await RequestBody.ReadOptionalJsonAsync(context), ApiJson.Default.IssueDraft).Checked();
        var operation = context.Features.Get<IOperationIdFeature>()?.OperationId;
        var issued = await credentials.IssueAsync(facility, person, draft.Organization, operation, CancellationToken.None);
        var shown = context.Caller().Allows(Scopes.CredentialsRead) ? issued : issued with { Value = null };
        await JsonAnswer.CreatedAsync(context, $"{Prefix}/facilities/{facility}/people/{Uri.EscapeDataString(person)}/credentials", shown);
    }
}
