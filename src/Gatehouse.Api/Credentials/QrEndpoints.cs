using Gatehouse.Api.Access;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Model;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Credentials;

/// <summary>A QR code as an image in each format, and as one in JSON.</summary>
/// <param name="group">The group of the documentation.</param>
/// <param name="pattern">The address of the one in JSON; those of the others end in their format.</param>
/// <param name="scope">The scope that reading takes, beside that of credentials.</param>
/// <param name="operation">What the operations' ids begin with.</param>
/// <param name="what">What the operations get: <c>a visit's QR code</c>.</param>
internal abstract class QrEndpoints(string group, string pattern, string scope, string operation, string what) : EndpointGroup(group)
{
    public override void Map(IEndpointRouteBuilder api)
    {
        foreach (var format in QrFormat.All)
        {
            Map(
                api, HttpMethods.Get, $"{pattern}.{format.Name}", scope, operation + format.Capital,
                $"Get {what} as {format.Name.ToUpperInvariant()}; needs {Scopes.CredentialsRead} as well",
                context => AnswerAsync(context, (answered, code) => format.AnswerAsync(answered, code.Value!)))
                .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
                .Answers(format.ContentType);
        }

        Map(
            api, HttpMethods.Get, pattern, scope, operation + "Code",
            $"Get {what} as an image in JSON; needs {Scopes.CredentialsRead} as well", context => AnswerAsync(context, QrFormat.AnswerJsonAsync))
            .WithMetadata(AccessPolicies.OfScope(Scopes.CredentialsRead))
            .Answers<QrCodeAnswer>();
    }

    /// <summary>The code that the request asks for, good for long enough to be shown.</summary>
    protected abstract Task<Credential> ReadAsync(HttpContext context);

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Credential, Task> answer)
    {
        QueryReader.CheckNone(context);
        await answer(context, await ReadAsync(context));
    }
}
