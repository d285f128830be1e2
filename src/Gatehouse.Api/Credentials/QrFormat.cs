using System.Text;
using Gatehouse.Api.Answers;
using Gatehouse.Errors;
using Gatehouse.Model;
using Gatehouse.Qr;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Credentials;

/// <summary>A format of QR code images.</summary>
/// <param name="Name">What the address ends in: <c>png</c>.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Draw">Draws a text.</param>
internal sealed record QrFormat(string Name, string ContentType, Func<string, byte[]> Draw)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<QrFormat> All { get; } =
    [
        new("png", "image/png", QrImage.Png),
        new("svg", "image/svg+xml", text => Encoding.UTF8.GetBytes(QrImage.Svg(text))),
    ];

    /// <summary>The name with a capital letter, for operation names.</summary>
    public string Capital => char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>The QR code among credentials.</summary>
    /// <exception cref="HubException"><c>no_qr</c>.</exception>
    public static Credential CodeOf(IReadOnlyList<Credential> credentials, string of) =>
        credentials.FirstOrDefault(credential => credential is { Kind: CredentialKind.Qr, Value.Length: > 0 })
        ?? throw new HubException(HubErrorKind.NotFound, "no_qr", $"The vendor issued no QR code for this {of}.");

    /// <summary>Answers 200 with the image of a code in JSON.</summary>
    public static Task AnswerJsonAsync(HttpContext context, Credential code) =>
        JsonAnswer.OkAsync(context, new QrCodeAnswer("image/png", QrImage.Png(code.Value!), code.ExpiresAt));

    /// <summary>Answers 200 with the image of a text.</summary>
    public Task AnswerAsync(HttpContext context, string text)
    {
        var image = Draw(text);
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = image.Length;
        return context.Response.Body.WriteAsync(image, context.RequestAborted).AsTask();
    }
}
