using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Passes.Page;

/// <summary>A file that the page of a pass loads, embedded in this assembly.</summary>
internal sealed class PassAsset
{
    /// <summary>What stands before their names.</summary>
    public const string Prefix = PassUrls.Prefix + "assets/";

    private readonly byte[] _content;
    private readonly string _contentType;

    private PassAsset(string name, string contentType)
    {
        Name = name;
        _contentType = contentType;
        using var stream = typeof(PassAsset).Assembly.GetManifestResourceStream("pages/" + name)
            ?? throw new InvalidOperationException($"The page's file {name} is not embedded.");
        _content = new byte[stream.Length];
        stream.ReadExactly(_content);
        Version = Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 6));
    }

    /// <summary>The style sheet.</summary>
    public static PassAsset Style { get; } = new("pass.css", "text/css; charset=utf-8");

    /// <summary>The script that renews the QR code.</summary>
    public static PassAsset Script { get; } = new("pass.js", "text/javascript; charset=utf-8");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PassAsset> All { get; } = [Style, Script];

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>Another one for another content.</summary>
    public string Version { get; }

    /// <summary>Keeps an address out of search engines and out of what other servers are told.</summary>
    public static void Hide(HttpContext context)
    {
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>Answers 200 with the file. Its address names its version, so that it is kept.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        Hide(context);
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.ContentType = _contentType;
        context.Response.ContentLength = _content.Length;
        return context.Response.Body.WriteAsync(_content, context.RequestAborted).AsTask();
    }
}
