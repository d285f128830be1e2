using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Answers;

/// <summary>Writes answers as JSON.</summary>
internal static class JsonAnswer
{
    public const string ContentType = "application/json; charset=utf-8";

    /// <summary>Answers 200.</summary>
    public static Task OkAsync<T>(HttpContext context, T value) => WriteAsync(context, value, ContentType);

    /// <summary>Answers 201 with the address of what was made, relative to the host.</summary>
    public static Task CreatedAsync<T>(HttpContext context, string location, T value)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = PublicAddress.PathOf(context, location);
        return WriteAsync(context, value, ContentType);
    }

    /// <summary>Answers 202 with the address to ask at until it is settled, and when to ask first.</summary>
    public static Task AcceptedAsync<T>(HttpContext context, string location, T value)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = PublicAddress.Of(context, location);
        context.Response.Headers.RetryAfter = "2";
        return WriteAsync(context, value, ContentType);
    }

    /// <summary>Answers 204.</summary>
    public static Task NothingAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Writes a body with the status that is set. Runs to its end: a caller who went away must not undo what was done.</summary>
    public static async Task WriteAsync<T>(HttpContext context, T value, string contentType)
    {
        context.Response.ContentType = contentType;
        var body = context.Response.BodyWriter;
        await using (var writer = new Utf8JsonWriter(body, WriterOptions))
            JsonSerializer.Serialize(writer, value, Types<T>.Info);
        await body.FlushAsync();
    }

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = AnswerJson.Options.Encoder, SkipValidation = true };

    private static class Types<T>
    {
        public static readonly JsonTypeInfo<T> Info = (JsonTypeInfo<T>)AnswerJson.Options.GetTypeInfo(typeof(T));
    }
}
