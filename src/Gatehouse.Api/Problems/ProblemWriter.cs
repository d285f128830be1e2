using System.Diagnostics;
using System.Globalization;
using Gatehouse.Api.Answers;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Problems;

/// <summary>Answers with a problem.</summary>
internal static class ProblemWriter
{
    /// <summary>Writes a problem in place of what was to be answered. Nothing may have been sent yet.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.Headers.Location = default;
        response.Headers.ContentLength = null;
        if (problem.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

        var traced = problem with { TraceId = TraceIdOf(context) };
        return JsonAnswer.WriteAsync(context, traced, "application/problem+json");
    }

    /// <summary>What the answer and the log call a request.</summary>
    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
