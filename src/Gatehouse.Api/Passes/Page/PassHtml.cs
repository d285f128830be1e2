using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gatehouse.Passes;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Passes.Page;

/// <summary>Writes the page of a pass. All that is not this class's own is encoded.</summary>
internal static class PassHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The page of a pass.</summary>
    /// <param name="view">What it shows.</param>
    /// <param name="root">The hub's own path, where it is not the root.</param>
    /// <param name="token">The pass's token.</param>
    /// <param name="version">Makes the images' addresses new.</param>
    public static byte[] Pass(PassView view, string root, string token, string version)
    {
        var images = $"{root}{PassUrls.Prefix}{token}/qr.svg?v={version}&place=";
        var page = new StringBuilder();
        var seconds = ((int)Math.Ceiling(view.NextLook.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        Begin(page, root, PassTexts.Of("Title"), seconds);
        page.Append("<h1>").Append(Text("Title")).Append("</h1>\n");
        Status(page, view.Status);
        if (view.Status != PassStatus.Valid)
            page.Append("<p>").Append(Text(Explanation(view))).Append("</p>\n");
        if (view.Name is { } name)
            page.Append("<p class=\"name\"><span class=\"label\">").Append(Text("Name")).Append("</span> ").Append(Encoder.Encode(name)).Append("</p>\n");
        foreach (var place in view.Places)
            Place(page, place, images, view.Places.Count > 1 && place.Status != view.Status);
        return End(page, Text("Lost"));
    }

    /// <summary>The page for a link that leads to nothing, or that is asked for too often.</summary>
    public static byte[] Refusal(int status, string root)
    {
        var name = status == StatusCodes.Status404NotFound ? "NotFound" : "TooMany";
        var page = new StringBuilder();
        Begin(page, root, PassTexts.Of(name + ".Title"), null);
        page.Append("<h1>").Append(Text(name + ".Title")).Append("</h1>\n<p>").Append(Text(name + ".Text")).Append("</p>\n");
        return End(page, null);
    }

    private static string Explanation(PassView view) =>
        $"Explanation.{view.Status}{(view.Status == PassStatus.NotYetValid && view.Places.Any(place => place.HasQr) ? ".Qr" : "")}";

    private static void Begin(StringBuilder page, string root, string title, string? seconds)
    {
        page.Append("<!DOCTYPE html>\n<html lang=\"").Append(Text("Language")).Append("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"robots\" content=\"noindex, nofollow\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
            .Append(Encoder.Encode(title)).Append("</title>\n<link rel=\"stylesheet\" href=\"").Append(Address(root, PassAsset.Style)).Append("\">\n");
        if (seconds is not null)
        {
            page.Append("<script src=\"").Append(Address(root, PassAsset.Script)).Append("\" defer></script>\n")
                .Append("<noscript><meta http-equiv=\"refresh\" content=\"").Append(seconds).Append("\"></noscript>\n");
        }

        page.Append("</head>\n<body>\n<main id=\"pass\"");
        if (seconds is not null)
            page.Append(" data-renew=\"").Append(seconds).Append('"');
        page.Append(">\n");
    }

    private static byte[] End(StringBuilder page, string? lost)
    {
        page.Append("</main>\n");
        if (lost is not null)
            page.Append("<p id=\"lost\" role=\"alert\" hidden>").Append(lost).Append("</p>\n");
        return Encoding.UTF8.GetBytes(page.Append("</body>\n</html>\n").ToString());
    }

    private static void Status(StringBuilder page, PassStatus status) =>
        page.Append("<p class=\"status ").Append(status.ToString().ToLowerInvariant()).Append("\" role=\"status\">").Append(Text("Status." + status)).Append("</p>\n");

    private static void Place(StringBuilder page, PassPlace place, string images, bool ownStatus)
    {
        page.Append("<section>\n<h2>").Append(Encoder.Encode(place.Name)).Append("</h2>\n");
        if (ownStatus)
            page.Append("<p class=\"status ").Append(place.Status.ToString().ToLowerInvariant()).Append("\">").Append(Text("Status." + place.Status)).Append("</p>\n");
        if (place.HasQr)
            Qr(page, place, images);
        else if (place.Status is PassStatus.Valid)
            page.Append("<p>").Append(Text("NoQr")).Append("</p>\n");
        if (place.Details.Count > 0)
            page.Append("<p>").Append(Encoder.Encode(string.Join(", ", place.Details))).Append("</p>\n");
        if (place.From is null && place.To is null)
        {
            page.Append("</section>\n");
            return;
        }

        page.Append("<dl>\n");
        Time(page, "From", place.From);
        Time(page, "Until", place.To);
        page.Append("</dl>\n<p class=\"zone\">").Append(Encoder.Encode(PassTexts.Of("Zone", place.Zone))).Append("</p>\n</section>\n");
    }

    private static void Qr(StringBuilder page, PassPlace place, string images) => page
        .Append(place.Renews ? "<figure class=\"renews\">" : "<figure>").Append("\n<img src=\"").Append(Encoder.Encode(images)).Append(place.Number.ToString(CultureInfo.InvariantCulture))
        .Append("\" alt=\"").Append(Encoder.Encode(PassTexts.Of("QrAlternative", place.Name))).Append("\" width=\"320\" height=\"320\">\n<figcaption>")
        .Append(Text(place.Renews ? "QrRenewed" : "QrHint")).Append("</figcaption>\n</figure>\n");

    private static void Time(StringBuilder page, string label, DateTimeOffset? time)
    {
        if (time is not { } at)
            return;

        page.Append("<div><dt>").Append(Text(label)).Append("</dt><dd><time datetime=\"").Append(at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture))
            .Append("\">").Append(Encoder.Encode(at.ToString(PassTexts.Of("TimeFormat"), CultureInfo.InvariantCulture))).Append("</time></dd></div>\n");
    }

    private static string Address(string root, PassAsset asset) => Encoder.Encode($"{root}{PassAsset.Prefix}{asset.Name}?v={asset.Version}");

    private static string Text(string name) => Encoder.Encode(PassTexts.Of(name));
}
