using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Passes;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Passes;

/// <summary>The addresses of visitors' passes. Who has one sees the QR code, so callers without <c>credentials:read</c> are not shown it.</summary>
/// <param name="passes">The passes.</param>
internal sealed class PassUrls(PassService passes)
{
    /// <summary>What stands before the token.</summary>
    public const string Prefix = "/pass/";

    /// <summary>The address of a token.</summary>
    public static string Of(HttpContext context, string token) => PublicAddress.Of(context, Prefix + token);

    /// <summary>The address of a grant's pass; <see langword="null"/> when there is none or the caller may not have it.</summary>
    public async Task<string?> OfGrantAsync(HttpContext context, string grant, CancellationToken cancellationToken) =>
        MaySee(context) && await passes.FindAsync(grant, cancellationToken) is { } pass ? Of(context, pass.Token) : null;

    /// <summary>A visit with the address of its pass, where there is one and the caller may have it.</summary>
    public async ValueTask<Visit> WithUrlAsync(HttpContext context, Visit visit) =>
        MaySee(context) && await passes.TokenAsync(visit, CancellationToken.None) is { } token
            ? visit with { PassUrl = Of(context, token) }
            : visit;

    private static bool MaySee(HttpContext context) => context.FindCaller()?.Allows(Scopes.CredentialsRead) == true;
}
