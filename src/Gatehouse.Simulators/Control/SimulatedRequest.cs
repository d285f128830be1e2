using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Gatehouse.Simulators.Control;

/// <summary>A request, read whole: its values by name, wherever they were sent. Names are exact; of a repeated name the first counts.</summary>
internal sealed class SimulatedRequest
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly IHeaderDictionary _headers;
    private readonly string _queryString;

    private SimulatedRequest(HttpRequest request)
    {
        _headers = request.Headers;
        Method = request.Method;
        Path = request.Path.Value ?? "/";
        ContentType = request.ContentType;
        Accept = request.Headers.Accept;
        _queryString = request.QueryString.Value ?? "";
        Query = _queryString.Length > 0 ? ReadPairs(_queryString) : Nothing;
        RouteValues = request.RouteValues;
        _headers = request.Headers;
    }

    public string Method { get; }

    public string Path { get; }

    public string? ContentType { get; }

    public string? Accept { get; }

    public IReadOnlyDictionary<string, string> Query { get; }

    public IReadOnlyDictionary<string, object?> RouteValues { get; }

    public IReadOnlyDictionary<string, string> Body { get; private set; } = Nothing;

    /// <summary>The body as sent, whatever its encoding.</summary>
    public ReadOnlyMemory<byte> RawBody { get; private set; }

    /// <summary>A body that is a JSON object, whole, for values that are no texts; otherwise undefined.</summary>
    public JsonElement Json { get; private set; }

    public BodyEncoding Encoding { get; private set; }

    /// <summary>Why the body could not be read as what it says it is, or null.</summary>
    public string? BodyProblem { get; private set; }

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => _headers[name] is { Count: > 0 } values ? values.ToString() : null;

    /// <summary>All values of a parameter that the query string may repeat.</summary>
    public IEnumerable<string> QueryValues(string name)
    {
        foreach (var pair in new QueryStringEnumerable(_queryString))
        {
            if (pair.DecodeName().Span.SequenceEqual(name))
                yield return pair.DecodeValue().ToString();
        }
    }

    public static async ValueTask<SimulatedRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = new SimulatedRequest(request);
        if (HttpMethods.IsGet(request.Method))
            return read;

        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 65_536));
        await request.Body.CopyToAsync(buffer, cancellationToken);
        read.RawBody = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (!read.RawBody.IsEmpty)
            read.ReadBody(read.RawBody);
        return read;
    }

    private void ReadBody(ReadOnlyMemory<byte> body)
    {
        RawBody = body;
        Encoding = EncodingOf(ContentType);
        try
        {
            Body = Encoding switch
            {
                BodyEncoding.Form => ReadPairs(System.Text.Encoding.UTF8.GetString(body.Span)),
                BodyEncoding.Json => ReadMembers(body),
                _ => Nothing,
            };
        }
        catch (JsonException exception)
        {
            BodyProblem = exception.Message;
        }
    }

    private static BodyEncoding EncodingOf(string? contentType)
    {
        var mediaType = contentType.AsSpan();
        var end = mediaType.IndexOf(';');
        mediaType = (end < 0 ? mediaType : mediaType[..end]).Trim();
        return mediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? BodyEncoding.Form
            : mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? BodyEncoding.Json
            : BodyEncoding.Other;
    }

    private static Dictionary<string, string> ReadPairs(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(text))
            values.TryAdd(pair.DecodeName().ToString(), pair.DecodeValue().ToString());
        return values;
    }

    private Dictionary<string, string> ReadMembers(ReadOnlyMemory<byte> body)
    {
        var root = JsonElement.Parse(body.Span);
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("The body is not a JSON object.");

        Json = root;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            var value = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
            values.TryAdd(member.Name, value);
        }

        return values;
    }
}
