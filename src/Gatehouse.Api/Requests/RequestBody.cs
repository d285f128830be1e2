using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Unicode;
using Gatehouse.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Api.Requests;

/// <summary>Reads request bodies, once each and at most <see cref="ApiOptions.BodyBytes"/>.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private static readonly JsonElement Empty = JsonElement.Parse("{}"u8);

    /// <summary>Refuses a body that says of itself that it is too large.</summary>
    /// <exception cref="ProblemException"><c>body_too_large</c>.</exception>
    public static void CheckLength(HttpRequest request)
    {
        if (request.ContentLength > ApiOptions.BodyBytes)
            throw new ProblemException(ProblemMapping.TooLarge());
    }

    /// <summary>The body's bytes. Read again, they come from memory.</summary>
    /// <exception cref="ProblemException"><c>body_too_large</c>.</exception>
    public static ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context) => ReadAsync(context, ApiOptions.BodyBytes);

    /// <summary>The body's bytes, at most so many. Read again, they come from memory.</summary>
    /// <exception cref="ProblemException"><c>body_too_large</c>.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int most)
    {
        if (context.Features.Get<BufferedBody>() is { } buffered)
            return buffered.Bytes;

        if (context.Request.ContentLength > most)
            throw new ProblemException(ProblemMapping.TooLarge(most));
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            if (result.Buffer.Length > most)
                throw new ProblemException(ProblemMapping.TooLarge(most));

            if (result.IsCompleted)
            {
                var body = new BufferedBody(result.Buffer.ToArray());
                reader.AdvanceTo(result.Buffer.End);
                context.Features.Set(body);
                return body.Bytes;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>The body as JSON.</summary>
    /// <exception cref="ProblemException"><c>unsupported_media_type</c>, <c>malformed_json</c> or <c>body_too_large</c>.</exception>
    public static async ValueTask<JsonElement> ReadJsonAsync(HttpContext context)
    {
        CheckContentType(context.Request.ContentType);
        var bytes = await ReadAsync(context);
        if (!Utf8.IsValid(bytes.Span))
            throw Malformed("The body is not UTF-8.");

        try
        {
            CheckTexts(bytes.Span);
            return JsonElement.Parse(bytes.Span, Strict);
        }
        catch (JsonException exception)
        {
            throw Malformed($"The body is no valid JSON: {exception.Message}");
        }
    }

    /// <summary>The body as JSON; an empty object when there is no body.</summary>
    /// <inheritdoc cref="ReadJsonAsync" path="/exception"/>
    public static async ValueTask<JsonElement> ReadOptionalJsonAsync(HttpContext context) =>
        (await ReadAsync(context)).IsEmpty ? Empty : await ReadJsonAsync(context);

    private static void CheckContentType(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !(type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("application/merge-patch+json", StringComparison.OrdinalIgnoreCase))
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ProblemException(ProblemMapping.FromStatus(StatusCodes.Status415UnsupportedMediaType));
        }
    }

    // A half of a surrogate pair parses, and fails only when the text is read; then it is too late to name it.
    private static void CheckTexts(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped)
                continue;

            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw Malformed(FormattableString.Invariant($"The text at byte {reader.TokenStartIndex} is not valid Unicode."));
            }
        }
    }

    private static ProblemException Malformed(string detail) => new(StatusCodes.Status400BadRequest, "malformed_json", detail);

    private sealed record BufferedBody(ReadOnlyMemory<byte> Bytes);
}
