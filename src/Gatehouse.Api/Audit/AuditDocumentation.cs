using System.Text.Json;
using Gatehouse.Api.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Audit;

/// <summary>Says what the audit keeps of an endpoint.</summary>
internal static class AuditDocumentation
{
    /// <summary>The resource as it is before the change.</summary>
    public static IEndpointConventionBuilder AuditsBefore<T>(this IEndpointConventionBuilder endpoint, Func<HttpContext, Task<T>> read) =>
        endpoint.WithMetadata(new AuditedState(
            async context => JsonSerializer.SerializeToUtf8Bytes<T>(await read(context), AnswerJson.Options)));

    /// <summary>Not the value of a member of the request.</summary>
    public static IEndpointConventionBuilder AuditHides(this IEndpointConventionBuilder endpoint, string member) =>
        endpoint.WithMetadata(new HiddenMember(member));
}
