using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors.Wire;
using Gatehouse.Outgoing;
using Gatehouse.Tokens;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>Speaks the vendor's HTTP (seed 001). The token goes in the query string, and neither it nor the key into any message.</summary>
internal sealed class AktionClient
{
    private const string LoginPath = "login";

    // The seed's, for a login that says nothing.
    private const long UsualSeconds = 20;

    // The text never stands in a page.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly VendorHttp _http;
    private readonly TokenCache _tokens;
    private readonly AktionLicences _licences;

    public AktionClient(VendorHttp http, TokenCache tokens, AktionLicences licences)
    {
        _http = http;
        _tokens = tokens;
        _licences = licences;
        Login = new TokenLogin(LoginAsync) { Shared = false };
    }

    /// <summary>How a token is got; it stays in the instance.</summary>
    public TokenLogin Login { get; }

    /// <summary>Reads something.</summary>
    /// <exception cref="VendorException">It failed, or the answer is no JSON.</exception>
    public Task<JsonElement> GetAsync(
        FacilityContext context, string path, CancellationToken cancellationToken, params (string Name, string Value)[] parameters) =>
        _tokens.CallAsync(context, Login, (token, cancel) => SendAsync(context, HttpMethod.Get, path, token, parameters, null, cancel), cancellationToken);

    /// <summary>Does something.</summary>
    /// <exception cref="VendorException">It failed, or the answer is no JSON.</exception>
    public Task<JsonElement> PostAsync(FacilityContext context, string path, string json, CancellationToken cancellationToken) =>
        _tokens.CallAsync(context, Login, (token, cancel) => SendAsync(context, HttpMethod.Post, path, token, [], json, cancel), cancellationToken);

    /// <inheritdoc cref="PostAsync(FacilityContext, string, string, CancellationToken)"/>
    public Task<JsonElement> PostAsync(FacilityContext context, string path, JsonObject body, CancellationToken cancellationToken) =>
        PostAsync(context, path, body.ToJsonString(Options), cancellationToken);

    /// <summary>Logs in once.</summary>
    /// <exception cref="VendorException">The login failed.</exception>
    public async Task<IssuedToken> LoginAsync(FacilityContext context, CancellationToken cancellationToken)
    {
        var settings = context.Settings<AktionSettings>();
        var key = await context.SecretAsync(AktionSettings.KeySecret, cancellationToken);
        var json = new JsonObject { ["Result"] = null, ["UserLogin"] = settings.UserLogin, ["ApiKey"] = key }.ToJsonString(Options);
        using var request = Request(settings, HttpMethod.Post, LoginPath, json);
        var body = Read(await _http.SendAsync(request, cancellationToken), LoginPath, key);
        var token = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("Token", out var value) ? WireValue.Text(value) : null;
        if (token is null)
            throw new VendorException(new VendorError(VendorErrorKind.Protocol, "Aktion's login answered without a token.", "answer_not_understood"));

        var seconds = body.TryGetProperty("ExpireInSec", out var life) ? WireValue.Number(life) : null;
        return new IssuedToken(token, TimeSpan.FromSeconds(Math.Clamp(seconds ?? UsualSeconds, 0, 86_400)));
    }

    private async Task<JsonElement> SendAsync(
        FacilityContext context, HttpMethod method, string path, string token, (string Name, string Value)[] parameters, string? json, CancellationToken cancellationToken)
    {
        var query = new StringBuilder(path).Append("?Token=").Append(Uri.EscapeDataString(token));
        foreach (var (name, value) in parameters)
            query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        using var request = Request(context.Settings<AktionSettings>(), method, query.ToString(), json);
        try
        {
            return Read(await _http.SendAsync(request, cancellationToken), path, token);
        }
        catch (VendorException exception) when (exception.Error.Code == AktionErrors.NotLicensed)
        {
            _licences.Note(context, path);
            throw;
        }
    }

    private static HttpRequestMessage Request(AktionSettings settings, HttpMethod method, string pathAndQuery, string? json)
    {
        var request = new HttpRequestMessage(method, new Uri(settings.BaseUrl, pathAndQuery));
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        // The vendor takes application/json or application/xml and refuses anything else (415).
        if (json is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        return request;
    }

    private JsonElement Read(OutgoingAnswer answer, string path, string secret)
    {
        var isJson = WireJson.TryParse(answer, out var body);
        if (AktionErrors.Find(_http, answer, isJson ? body : null, path, secret) is { } error)
            throw new VendorException(error);
        return isJson ? body : throw VendorHttp.NotUnderstood(answer);
    }
}
