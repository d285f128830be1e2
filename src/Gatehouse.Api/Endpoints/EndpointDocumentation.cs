using System.Net.Mime;
using Gatehouse.Api.Idempotency;
using Gatehouse.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Gatehouse.Api.Endpoints;

/// <summary>Says what an endpoint takes and answers.</summary>
internal static class EndpointDocumentation
{
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>It answers with JSON of a type.</summary>
    public static IEndpointConventionBuilder Answers<T>(this IEndpointConventionBuilder endpoint, params int[] statuses) =>
        endpoint.WithMetadata([.. (statuses.Length == 0 ? [StatusCodes.Status200OK] : statuses)
            .Select(status => new ProducesResponseTypeMetadata(status, typeof(T), [MediaTypeNames.Application.Json]))]);

    /// <summary>It answers with something other than JSON.</summary>
    public static IEndpointConventionBuilder Answers(this IEndpointConventionBuilder endpoint, string contentType) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(byte[]), [contentType]));

    /// <summary>It answers 204.</summary>
    public static IEndpointConventionBuilder AnswersNothing(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void)));

    /// <summary>It takes JSON of a type.</summary>
    public static IEndpointConventionBuilder Takes<T>(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new AcceptsMetadata([MediaTypeNames.Application.Json], typeof(T)));

    /// <summary>It takes JSON of a type, or no body.</summary>
    public static IEndpointConventionBuilder TakesOptional<T>(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new AcceptsMetadata([MediaTypeNames.Application.Json], typeof(T), isOptional: true));

    /// <summary>It takes changes to a type, as a JSON merge patch.</summary>
    public static IEndpointConventionBuilder TakesPatch<T>(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new AcceptsMetadata([MediaTypeNames.Application.Json, MergePatch], typeof(T)));

    /// <summary>It takes parameters in the query.</summary>
    public static IEndpointConventionBuilder TakesQuery(this IEndpointConventionBuilder endpoint, params QueryParameter[] parameters) =>
        endpoint.WithMetadata(new QueryParameters(parameters));

    /// <summary>A member of its answer is shown once.</summary>
    public static IEndpointConventionBuilder ShowsOnce(this IEndpointConventionBuilder endpoint, string member) =>
        endpoint.WithMetadata(new OnceOnlyMember(member));
}
