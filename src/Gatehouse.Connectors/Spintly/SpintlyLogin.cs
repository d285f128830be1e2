using Gatehouse.Connectors.Wire;
using Gatehouse.Tokens;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Spintly;

/// <summary>Gets a token by the client-credential flow (seed 002, "Oauth Api"). The secret stands in no message.</summary>
internal sealed class SpintlyLogin(VendorHttp http)
{
    /// <summary>Logs in once.</summary>
    /// <exception cref="VendorException">The vendor gave no token.</exception>
    public async Task<IssuedToken> LoginAsync(FacilityContext context, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        var secret = await context.SecretAsync(SpintlySettings.ClientSecret, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.TokenUrl) { Content = Content(settings, secret) };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        var answer = await http.SendAsync(request, cancellationToken);
        var body = SpintlyBody.Parse(answer.Body.Span);
        if (!answer.IsSuccess || body is { IsSuccess: false })
            throw new VendorException(Refused(SpintlyErrors.Of(http, answer, body, secret)));
        if (body is null || WireValue.Text(body.Find(SpintlyModels.Token, "access_token")) is not { } token)
            throw VendorHttp.NotUnderstood(answer);

        var seconds = WireValue.Number(body.Find(SpintlyModels.Token, "expires_in"));
        return new IssuedToken(token, seconds > 0 ? TimeSpan.FromSeconds(seconds.Value) : null);
    }

    private static VendorError Refused(VendorError error) => error.Kind switch
    {
        VendorErrorKind.Unauthenticated or VendorErrorKind.Forbidden => error with
        {
            Kind = VendorErrorKind.Unauthenticated,
            Message = "Spintly does not accept the facility's clientId and client-secret.",
        },
        VendorErrorKind.Invalid => error with
        {
            Kind = VendorErrorKind.Misconfigured,
            Message = "Spintly does not understand how a token is asked for: check clientId, tokenShape, tokenEncoding and grantType in the facility's settings.",
        },
        _ => error,
    };

    private static HttpContent Content(SpintlySettings settings, string secret)
    {
        KeyValuePair<string, string>[] values = settings.FlatToken
            ? [new("client_id", settings.ClientId), new("client_secret", secret), new("grant_type", settings.GrantType)]
            : [new("clientId", settings.ClientId), new("clientSecret", secret), new("grantType", settings.GrantType)];
        if (settings.FormToken)
            return new FormUrlEncodedContent(values);

        return SpintlyContent.Of(writer =>
        {
            foreach (var (name, value) in values)
                writer.WriteString(name, value);
        });
    }
}
