using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors.Wire;
using Gatehouse.Outgoing;
using Gatehouse.Tokens;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.VizPin;

/// <summary>Speaks the vendor's JSON-RPC (seed 004): one address, a token in the header <c>token</c>, the oem_key in every call.</summary>
internal sealed class VizPinClient(VendorHttp http, TokenCache tokens)
{
    public const string LoginMethod = "com.vizpin.user.authenticate";

    private const string Prefix = "com.vizpin.";
    private const long Ids = 10_000_000_000;

    // The text never stands in a page; it is sent as the vendor's own examples write it.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private long _lastId = Environment.TickCount64;

    /// <summary>How the partner logs in. The token's life counts from its last use.</summary>
    public TokenLogin Login => field ??= new TokenLogin(LoginAsync) { Sliding = true };

    /// <summary>Calls a method of the seed, by its name without <c>com.vizpin.</c></summary>
    /// <exception cref="VendorException">It failed, or the answer is none.</exception>
    public Task<VizPinResult> CallAsync(FacilityContext context, string method, JsonObject parameters, CancellationToken cancellationToken) =>
        CallNamedAsync(context, Prefix + method, parameters, cancellationToken);

    /// <summary>Calls a method that the settings name.</summary>
    /// <exception cref="VendorException">It failed, or the answer is none.</exception>
    public Task<VizPinResult> CallNamedAsync(FacilityContext context, string method, JsonObject parameters, CancellationToken cancellationToken) =>
        tokens.CallAsync(context, Login, (token, stop) => SendAsync(context, token, method, parameters, stop), cancellationToken);

    /// <summary>Logs in anew, and reads the server's time with that token.</summary>
    public async Task<DateTimeOffset> TestAsync(FacilityContext context, CancellationToken cancellationToken)
    {
        var token = await LoginAsync(context, cancellationToken);
        var result = await SendAsync(context, token.Value, Prefix + "time", [], cancellationToken);
        return DateTimeOffset.FromUnixTimeSeconds(result.Count("now"));
    }

    private async Task<IssuedToken> LoginAsync(FacilityContext context, CancellationToken cancellationToken)
    {
        var settings = context.Settings<VizPinSettings>();
        var password = await context.SecretAsync(VizPinSettings.PasswordSecret, cancellationToken);
        var parameters = new JsonObject { ["username"] = settings.Username, ["password"] = password };
        var result = await SendAsync(context, token: null, LoginMethod, parameters, cancellationToken);
        return new IssuedToken(result.Text("token"), settings.TokenLife);
    }

    private async Task<VizPinResult> SendAsync(
        FacilityContext context, string? token, string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var settings = context.Settings<VizPinSettings>();
        var oemKey = await context.SecretAsync(VizPinSettings.OemKeySecret, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.BaseUrl) { Content = Content(settings, oemKey, method, parameters) };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (token is not null)
            request.Headers.TryAddWithoutValidation("token", token);

        var answer = await http.SendAsync(request, cancellationToken);
        return Read(settings, method, answer, [oemKey, .. Secrets(parameters), .. token is null ? (string[])[] : [token]]);
    }

    private ByteArrayContent Content(VizPinSettings settings, string oemKey, string method, JsonObject parameters)
    {
        var all = new JsonObject { ["oem_key"] = oemKey };
        foreach (var (name, value) in parameters)
            all[name] = value?.DeepClone();
        var id = (Interlocked.Increment(ref _lastId) % Ids).ToString(CultureInfo.InvariantCulture);
        var call = new JsonObject
        {
            ["id"] = id,
            [settings.JsonRpcMember] = "2.0",
            ["!version"] = settings.Version,
            ["method"] = method,
            ["params"] = all,
        };
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.ToJsonString(Json)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private VizPinResult Read(VizPinSettings settings, string method, OutgoingAnswer answer, IReadOnlyList<string> secrets)
    {
        if (!answer.IsSuccess)
            throw new VendorException(OfStatus(answer, secrets));
        if (!TryParse(answer, out var body) || body.ValueKind != JsonValueKind.Object || !HasUsualId(body))
            throw VendorHttp.NotUnderstood(answer);

        var (result, error) = (Member(body, "result"), Member(body, "error"));
        // The status decides: user.delete answers with the code of an edit, and failures stand under error or under result.
        switch (Status(Member(body, "status")) ?? (error.ValueKind == JsonValueKind.Object ? false : null))
        {
            case true when result.ValueKind == JsonValueKind.Object:
                return new VizPinResult(answer, result);
            case false:
                var failure = error.ValueKind == JsonValueKind.Object ? error : result;
                if (failure.ValueKind != JsonValueKind.Object)
                    throw VendorHttp.NotUnderstood(answer);
                var words = WireValue.Text(Member(failure, "message"));
                throw new VendorException(VizPinErrors.Of(settings, method, WireValue.Text(Member(failure, "code")), Without(secrets, words)));
            default:
                throw VendorHttp.NotUnderstood(answer);
        }
    }

    private VendorError OfStatus(OutgoingAnswer answer, IReadOnlyList<string> secrets)
    {
        var error = http.Classify(answer, vendorMessage: Without(secrets, Words(answer)));
        return error.Kind == VendorErrorKind.NotFound
            ? error with { Kind = VendorErrorKind.Misconfigured, Message = "There is no VIZpin API at this address: check baseUrl in the facility's settings." }
            : error;
    }

    // The vendor's platform tells failures of its own as [{"message": …, "errorCode": …}].
    private static string? Words(OutgoingAnswer answer)
    {
        if (!TryParse(answer, out var body))
            return null;
        var item = body.ValueKind == JsonValueKind.Array && body.GetArrayLength() > 0 ? body[0] : body;
        return item.ValueKind == JsonValueKind.Object ? WireValue.Text(Member(item, "message")) : null;
    }

    // The samples write 1 and API_VIZPIN_SUCCESS.
    private static bool? Status(JsonElement status) => WireValue.Text(status) switch
    {
        null => null,
        "1" or "true" or "API_VIZPIN_SUCCESS" => true,
        _ => false,
    };

    // The seed's own sample answers with another id, so its value tells nothing.
    private static bool HasUsualId(JsonElement body) => Member(body, "id").ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    private static JsonElement Member(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value : default;

    // A vendor that refuses an object may quote it.
    private static IEnumerable<string> Secrets(JsonNode? sent, bool isPassword = false) => sent switch
    {
        JsonObject members => members.SelectMany(member => Secrets(member.Value, isPassword || VizPinObject.IsPassword(member.Key))),
        JsonArray items => items.SelectMany(item => Secrets(item, isPassword)),
        JsonValue value when isPassword && value.ToString() is { Length: >= 4 } password => [password],
        _ => [],
    };

    private static string? Without(IReadOnlyList<string> secrets, string? words) =>
        words is null ? null : secrets.Aggregate(words, (text, secret) => text.Replace(secret, "***", StringComparison.OrdinalIgnoreCase));

    private static bool TryParse(OutgoingAnswer answer, out JsonElement body)
    {
        try
        {
            // Copies the text, so that what callers keep of it lives on its own.
            body = JsonElement.Parse(answer.Body.Span);
            return true;
        }
        catch (JsonException)
        {
            body = default;
            return false;
        }
    }
}
