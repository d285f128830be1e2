using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Simulators.Control;

/// <summary>An answer, complete before a byte of it is sent, so that a fault can still spoil it.</summary>
internal sealed record SimulatorResponse(int Status, ReadOnlyMemory<byte> Body, string? ContentType)
{
    public const string JsonType = "application/json; charset=utf-8";

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public static SimulatorResponse Json(int status, ReadOnlyMemory<byte> body) => new(status, body, JsonType);

    public static SimulatorResponse Json(int status, string body) => Json(status, Encoding.UTF8.GetBytes(body));

    public static SimulatorResponse Nothing(int status) => new(status, ReadOnlyMemory<byte>.Empty, ContentType: null);

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers ?? new Dictionary<string, string>(0, StringComparer.Ordinal))
            response.Headers[name] = value;
        if (Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
            return;

        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        await response.BodyWriter.WriteAsync(Body, context.RequestAborted);
    }
}
