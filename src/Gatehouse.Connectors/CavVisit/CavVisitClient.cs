using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Outgoing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Speaks the vendor's HTTP (seed 000). The key goes in the query string or body and in no message.</summary>
internal sealed class CavVisitClient(VendorHttp http)
{
    /// <summary>Reads a list.</summary>
    /// <exception cref="VendorException">It failed, or the answer is no list of objects with ids.</exception>
    public async Task<IReadOnlyList<VendorRow>> ListAsync(
        FacilityContext context, string path, CancellationToken cancellationToken, params (string Name, string Value)[] parameters)
    {
        var key = await context.SecretAsync(CavVisitSettings.KeySecret, cancellationToken);
        using var request = Request(context, HttpMethod.Get, path + Query(context, key, parameters));
        return Rows(await http.SendAsync(request, cancellationToken), [key]);
    }

    /// <summary>Writes an object; gives the objects of the answer.</summary>
    /// <exception cref="VendorException">It failed, or the answer is no list of objects with ids.</exception>
    public async Task<IReadOnlyList<VendorRow>> WriteAsync(
        FacilityContext context, HttpMethod method, string path, string name, WireBody body, CancellationToken cancellationToken)
    {
        var (answer, key) = await SendAsync(context, method, path, name, body.ToJson(), isObject: true, cancellationToken);
        return Rows(answer, [key, .. CavVisitErrors.NotToBeQuoted(body)]);
    }

    /// <summary>Writes an object whose answer is not documented; gives the objects of the answer, or none.</summary>
    public async Task<IReadOnlyList<VendorRow>> WriteUndocumentedAsync(
        FacilityContext context, HttpMethod method, string path, string name, string json, CancellationToken cancellationToken)
    {
        var (answer, key) = await SendAsync(context, method, path, name, json, isObject: true, cancellationToken);
        ThrowIfNotDone(answer, [key]);
        return WireJson.TryParse(answer, out var body) && body.ValueKind == JsonValueKind.Array
            ? [.. body.EnumerateArray().Where(item => IdOf(item) is not null).Select(item => new VendorRow(IdOf(item)!.Value, item))]
            : [];
    }

    /// <summary>Does something to one object. What the vendor answers is not documented: any success that is not a page or a <c>false</c> is one.</summary>
    public async Task DoAsync(
        FacilityContext context, HttpMethod method, string path, string name, long id, CancellationToken cancellationToken)
    {
        var (answer, key) = await SendAsync(context, method, path, name, Text(id), isObject: false, cancellationToken);
        ThrowIfNotDone(answer, [key]);
    }

    private async Task<(OutgoingAnswer Answer, string Key)> SendAsync(
        FacilityContext context, HttpMethod method, string path, string name, string value, bool isObject, CancellationToken cancellationToken)
    {
        var key = await context.SecretAsync(CavVisitSettings.KeySecret, cancellationToken);
        var settings = context.Settings<CavVisitSettings>();
        var inQuery = settings.Encoding == CavVisitEncoding.Query;
        using var request = Request(context, method, inQuery ? path + Query(context, key, (name, value)) : path);
        if (!inQuery)
            request.Content = Content(settings, key, name, value, isObject);
        return (await http.SendAsync(request, cancellationToken), key);
    }

    private static HttpRequestMessage Request(FacilityContext context, HttpMethod method, string pathAndQuery)
    {
        var request = new HttpRequestMessage(method, new Uri(context.Settings<CavVisitSettings>().BaseUrl, pathAndQuery));
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return request;
    }

    private static string Query(FacilityContext context, string key, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var query = new StringBuilder("?customerKey=").Append(Uri.EscapeDataString(key))
            .Append("&customerId=").Append(Text(context.Settings<CavVisitSettings>().CustomerId));
        foreach (var (name, value) in parameters)
            query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return query.ToString();
    }

    private static HttpContent Content(CavVisitSettings settings, string key, string name, string value, bool isObject)
    {
        var customerId = Text(settings.CustomerId);
        if (settings.Encoding == CavVisitEncoding.Form)
        {
            return new FormUrlEncodedContent(
                [KeyValuePair.Create("customerKey", key), KeyValuePair.Create("customerId", customerId), KeyValuePair.Create(name, value)]);
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("customerKey", key);
            writer.WriteString("customerId", customerId);
            writer.WritePropertyName(name);
            if (isObject)
                writer.WriteRawValue(value);
            else
                writer.WriteStringValue(value);
            writer.WriteEndObject();
        }

        return new ByteArrayContent(buffer.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
    }

    private VendorRow[] Rows(OutgoingAnswer answer, IReadOnlyList<string> secrets)
    {
        if (!answer.IsSuccess)
            throw new VendorException(CavVisitErrors.Of(http, answer, secrets));
        if (!WireJson.TryParse(answer, out var body))
            throw VendorHttp.NotUnderstood(answer);
        if (CavVisitErrors.InSuccess(http, answer, body, secrets) is { } error)
            throw new VendorException(error);
        if (body.ValueKind != JsonValueKind.Array)
            throw VendorHttp.NotUnderstood(answer);

        var rows = new VendorRow[body.GetArrayLength()];
        var index = 0;
        foreach (var item in body.EnumerateArray())
            rows[index++] = new VendorRow(IdOf(item) ?? throw VendorHttp.NotUnderstood(answer), item);
        return rows;
    }

    private void ThrowIfNotDone(OutgoingAnswer answer, IReadOnlyList<string> secrets)
    {
        if (!answer.IsSuccess)
            throw new VendorException(CavVisitErrors.Of(http, answer, secrets));
        if (answer.Body.IsEmpty)
            return;
        if (!WireJson.TryParse(answer, out var body))
            throw VendorHttp.NotUnderstood(answer);
        if (CavVisitErrors.InSuccess(http, answer, body, secrets) is { } error)
            throw new VendorException(error);
        if (WireValue.Flag(body) == false && body.ValueKind != JsonValueKind.Number)
            throw new VendorException(new VendorError(VendorErrorKind.Conflict, "CavVisit answered 'false': it did not do it.", "answered_false"));
    }

    private static long? IdOf(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return null;
        var found = item.TryGetProperty("Id"u8, out var id) || item.TryGetProperty("id"u8, out id) || item.TryGetProperty("ID"u8, out id);
        return found && WireValue.Number(id) is > 0 and var number ? number : null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
