using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Grants;
using Gatehouse.Api.Requests;
using Gatehouse.Errors;
using Gatehouse.Grants;
using Gatehouse.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.LongCalls;

/// <summary>Long calls: 202 until they are settled, then 200. Their addresses carry a token of their own.</summary>
internal sealed class OperationEndpoints(GrantService grants, RevocationStore revocations, GrantAnswers answers, SignedLinks links)
    : EndpointGroup("Operations")
{
    private const string GrantPrefix = GrantAnswers.GrantPrefix;
    private const string RevocationPrefix = "revocation-";

    public override void Map(IEndpointRouteBuilder api) =>
        MapPublic(api, "/operations/{id}", "getOperation", "Ask how far a long call is; the address is in the Location of its answer", GetAsync)
            .TakesQuery(
            [
                QueryParameter.Text("f", "The facilities that it shows, part of the address."),
                QueryParameter.Text("t", "The token, part of the address."),
            ])
            .Answers<Grant>(StatusCodes.Status200OK, StatusCodes.Status202Accepted);

    private async Task GetAsync(HttpContext context)
    {
        var query = new QueryReader(context);
        var facilities = query.Text("f")?.Split(',');
        var token = query.Text("t");
        query.ThrowIfWrong();
        var id = context.Route("id");

        // Unknown operations and wrong tokens look alike.
        if (!await links.IsValidAsync(GrantAnswers.LinkPurpose, GrantAnswers.ContentOf(id, facilities), token, context.RequestAborted))
            throw NotFound();
        if (id.StartsWith(GrantPrefix, StringComparison.Ordinal))
            await AnswerGrantAsync(context, id[GrantPrefix.Length..], facilities);
        else if (id.StartsWith(RevocationPrefix, StringComparison.Ordinal))
            await AnswerRevocationAsync(context, id[RevocationPrefix.Length..]);
        else
            throw NotFound();
    }

    private async Task AnswerGrantAsync(HttpContext context, string id, IReadOnlyList<string>? facilities)
    {
        bool Covers(string facility) => facilities is null || facilities.Contains(facility);
        var grant = await grants.GetAsync(id, context.RequestAborted);
        var shown = await answers.ShowAsync(context, grant, Covers, withCredentials: false, context.RequestAborted);
        if (GrantAnswers.IsSettled(grant, Covers))
            await JsonAnswer.OkAsync(context, shown);
        else
            await JsonAnswer.AcceptedAsync(context, await answers.GrantLinkAsync(id, facilities, context.RequestAborted), shown);
    }

    private async Task AnswerRevocationAsync(HttpContext context, string id)
    {
        var revocation = (await revocations.FindAsync(id, context.RequestAborted))?.Value ?? throw NotFound();
        var answer = RevocationAnswer.Of(revocation);
        if (revocation.Done)
            await JsonAnswer.OkAsync(context, answer);
        else
            await JsonAnswer.AcceptedAsync(context, await answers.LinkAsync(RevocationPrefix + id, context.RequestAborted), answer);
    }

    private static HubException NotFound() => new(
        HubErrorKind.NotFound, "operation_not_found", "There is no such operation, or its token is wrong. Follow the Location of the answer as it is.");
}
