using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Outgoing;
using Gatehouse.Tokens;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>Speaks the vendor's HTTP: JSON, and a token in the header of every call but the login (seed 003; vendors.md, 003).</summary>
internal sealed class HappyHabitatClient(VendorHttp http, TokenCache tokens, TimeProvider time)
{
    /// <summary>How a facility logs in. Without a refresh token a new one takes a new login.</summary>
    public TokenLogin Login => field ??= new TokenLogin(LogInAsync);

    /// <summary>Reads something.</summary>
    /// <exception cref="VendorException">It failed, or the answer is no JSON.</exception>
    public Task<JsonElement> GetAsync(FacilityContext context, string path, CancellationToken cancellationToken) =>
        SendAsync(context, HttpMethod.Get, path, default, cancellationToken);

    /// <summary>Reads a list of objects with ids.</summary>
    /// <exception cref="VendorException">It failed, or the answer is no such list.</exception>
    public async Task<IReadOnlyList<TextRow>> ListAsync(FacilityContext context, string path, CancellationToken cancellationToken) =>
        Rows(await GetAsync(context, path, cancellationToken));

    /// <summary>Writes an object and gives the vendor's.</summary>
    /// <exception cref="VendorException">It failed, or the answer is no object with an id.</exception>
    public async Task<TextRow> WriteAsync(
        FacilityContext context, HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        Row(await SendAsync(context, method, path, body, cancellationToken));

    /// <summary>Deletes an object.</summary>
    /// <exception cref="VendorException">It failed.</exception>
    public Task DeleteAsync(FacilityContext context, string path, CancellationToken cancellationToken) => tokens.CallAsync(
        context,
        Login,
        async (token, cancellation) =>
        {
            // 204 is the documented answer; a page that says 200 is another server's.
            var answer = await AnswerAsync(context, HttpMethod.Delete, path, default, token, cancellation);
            return answer.Body.IsEmpty ? answer : throw VendorHttp.NotUnderstood(answer);
        },
        cancellationToken);

    /// <summary>The objects of a list.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: it is no list of objects with ids.</exception>
    public static IReadOnlyList<TextRow> Rows(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(Row)] : throw NotUnderstood();

    /// <summary>An object with an id.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: it is none.</exception>
    public static TextRow Row(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id"u8, out var value) && HappyHabitatIds.Find(WireValue.Text(value)) is { } id
            ? new TextRow(id, item)
            : throw NotUnderstood();

    private static VendorException NotUnderstood() => new(new VendorError(
        VendorErrorKind.Protocol, "Happy Habitat's answer is not what its documentation says.", "answer_not_understood", EffectUnknown: true));

    private Task<JsonElement> SendAsync(
        FacilityContext context, HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) => tokens.CallAsync(
        context,
        Login,
        async (token, cancellation) =>
        {
            var answer = await AnswerAsync(context, method, path, body, token, cancellation);
            return WireJson.TryParse(answer, out var json) ? json : throw VendorHttp.NotUnderstood(answer);
        },
        cancellationToken);

    private async Task<OutgoingAnswer> AnswerAsync(
        FacilityContext context, HttpMethod method, string path, ReadOnlyMemory<byte> body, string token, CancellationToken cancellationToken)
    {
        using var request = Request(context, method, path, body);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await http.SendAsync(request, cancellationToken);
        return answer.IsSuccess ? answer : throw new VendorException(HappyHabitatErrors.Of(http, answer, token));
    }

    private async Task<IssuedToken> LogInAsync(FacilityContext context, CancellationToken cancellationToken)
    {
        var password = await context.SecretAsync(HappyHabitatSettings.PasswordSecret, cancellationToken);
        using var body = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("username", context.Settings<HappyHabitatSettings>().Username);
            writer.WriteString("password", password);
            writer.WriteEndObject();
        }

        using var request = Request(context, HttpMethod.Post, "auth/login", body.ToArray());
        var answer = await http.SendAsync(request, cancellationToken);
        if (!answer.IsSuccess)
        {
            var error = HappyHabitatErrors.Of(http, answer, password);
            throw new VendorException(answer.Status == 401 ? error with { Message = "Happy Habitat does not accept the facility's username and password." } : error);
        }

        if (!WireJson.TryParse(answer, out var json)
            || json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("token"u8, out var token)
            || WireValue.Text(token) is not { } value)
            throw VendorHttp.NotUnderstood(answer);
        return new IssuedToken(value, Life(context, json));
    }

    // A token without an end is used until the vendor refuses it.
    private TimeSpan? Life(FacilityContext context, JsonElement answer) =>
        answer.TryGetProperty("expiresAt"u8, out var end)
        && HappyHabitatScope.Of(context, time).Dates.Read(WireValue.Text(end), Time.LocalEdge.End, inUtc: true) is { } expiresAt
        && expiresAt > time.GetUtcNow()
            ? expiresAt - time.GetUtcNow()
            : null;

    private static HttpRequestMessage Request(FacilityContext context, HttpMethod method, string path, ReadOnlyMemory<byte> body)
    {
        var request = new HttpRequestMessage(method, new Uri(context.Settings<HappyHabitatSettings>().BaseUrl, path));
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (!body.IsEmpty)
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        return request;
    }
}
