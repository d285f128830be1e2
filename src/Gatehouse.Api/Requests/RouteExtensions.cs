using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Requests;

/// <summary>Reads parts of the address.</summary>
internal static class RouteExtensions
{
    /// <summary>A part of the address that the endpoint's pattern names.</summary>
    public static string Route(this HttpContext context, string name)
    {
        var value = (string?)context.Request.RouteValues[name]
            ?? throw new InvalidOperationException($"The endpoint's address has no part '{name}'.");

        // Routing decodes everything but the slash.
        return value.Contains('%', StringComparison.Ordinal) ? value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : value;
    }
}
