using Gatehouse.ApiKeys;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Access;

/// <summary>Who is calling.</summary>
internal static class CallerExtensions
{
    /// <summary>The caller's key, at an endpoint that is not public.</summary>
    public static ApiKey Caller(this HttpContext context) =>
        context.FindCaller() ?? throw new InvalidOperationException("This endpoint is public; it has no caller.");

    /// <summary>The caller's key; <see langword="null"/> without one.</summary>
    public static ApiKey? FindCaller(this HttpContext context) => (context.User as CallerPrincipal)?.Key;
}
