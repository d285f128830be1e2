using System.Diagnostics;
using System.Globalization;
using System.Net.Mime;
using Gatehouse.Api.Credentials;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.RateLimits;
using Gatehouse.Api.Requests;
using Gatehouse.Passes;
using Gatehouse.Vendors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Api.Passes.Page;

/// <summary>
/// What a visitor opens: the page of a pass and its QR code. For everybody who has the link. A token that the hub has not given out
/// is answered alike, whatever is wrong with it.
/// </summary>
/// <param name="passes">Opens tokens.</param>
/// <param name="reader">Reads what they show.</param>
/// <param name="failures">Counts wrong tokens by address.</param>
/// <param name="limiter">Counts requests by pass.</param>
/// <param name="logger">Tells of codes that could not be renewed.</param>
internal sealed partial class PassPages(
    PassService passes, PassReader reader, FailureLimiter failures, PassLimiter limiter, ILogger<PassPages> logger) : PageGroup
{
    private const string Pattern = PassUrls.Prefix + "{token}";
    private const string PagePolicy =
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public override void Map(IEndpointRouteBuilder root)
    {
        Map(root, Pattern, context => OpenAsync(context, isPage: true, ShowAsync));
        foreach (var format in QrFormat.All)
            Map(root, $"{Pattern}/qr.{format.Name}", context => OpenAsync(context, isPage: false, (at, pass) => DrawAsync(at, pass, format)));
        foreach (var asset in PassAsset.All)
            Map(root, PassAsset.Prefix + asset.Name, asset.AnswerAsync);
    }

    // Who scans mail for bad links asks for the head alone.
    private static void Map(IEndpointRouteBuilder root, string pattern, RequestDelegate handler) =>
        root.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler).AllowAnonymous().ExcludeFromDescription();

    private async Task OpenAsync(HttpContext context, bool isPage, Func<HttpContext, OpenedPass, Task> answer)
    {
        Hide(context);
        var address = context.Connection.RemoteIpAddress;
        if (!failures.Allows(address))
        {
            await RefuseAsync(context, isPage, StatusCodes.Status429TooManyRequests);
            return;
        }

        if (await passes.OpenAsync(context.Route("token"), context.RequestAborted) is not { } pass)
            await RefuseAsync(context, isPage, failures.Count(address) ? StatusCodes.Status404NotFound : StatusCodes.Status429TooManyRequests);
        else if (!limiter.Count(pass.Row.Id))
            await RefuseAsync(context, isPage, StatusCodes.Status429TooManyRequests);
        else
            await answer(context, pass);
    }

    private async Task ShowAsync(HttpContext context, OpenedPass pass)
    {
        var view = await reader.ReadAsync(pass, context.RequestAborted);
        await WriteAsync(context, PassHtml.Pass(view, context.Request.PathBase.ToUriComponent(), context.Route("token"), Version()));
    }

    // The same address again would be taken from the browser's memory within a page.
    private static string Version() => Stopwatch.GetTimestamp().ToString("x", CultureInfo.InvariantCulture);

    private async Task DrawAsync(HttpContext context, OpenedPass pass, QrFormat format)
    {
        var number = int.TryParse(context.Request.Query["place"], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;
        string? text;
        try
        {
            text = await reader.QrAsync(pass, number, context.RequestAborted);
        }
        catch (VendorException exception)
        {
            LogNotRenewed(logger, pass.Row.Id, exception.Error.Kind, exception.Error.Message);
            await RefuseAsync(context, isPage: false, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        if (text is null)
            await RefuseAsync(context, isPage: false, StatusCodes.Status404NotFound);
        else
            await format.AnswerAsync(context, text);
    }

    private static Task RefuseAsync(HttpContext context, bool isPage, int status)
    {
        context.Response.StatusCode = status;
        if (status != StatusCodes.Status404NotFound)
            context.Response.Headers.RetryAfter = "5";
        if (isPage)
            return WriteAsync(context, PassHtml.Refusal(status, context.Request.PathBase.ToUriComponent()));

        // An image has no text; its alternative is on the page.
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext context, byte[] page)
    {
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = page.Length;
        await context.Response.Body.WriteAsync(page, context.RequestAborted);
    }

    // Neither search engines, nor pages that are linked to, nor telemetry are told the token.
    private static void Hide(HttpContext context)
    {
        PassAsset.Hide(context);
        Activity.Current?.SetTag("url.path", Pattern);
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("url.path", Pattern);
    }

    [LoggerMessage(421, LogLevel.Warning, "The QR code of pass {Pass} could not be had ({Kind}): {Reason}")]
    private static partial void LogNotRenewed(ILogger logger, string pass, VendorErrorKind kind, string reason);
}
