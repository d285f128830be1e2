using System.Text.Json;
using Gatehouse.Outgoing;
using Gatehouse.Tokens;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Spintly;

/// <summary>Speaks the vendor's HTTP: JSON with a token in the header, which stands in no message.</summary>
internal sealed class SpintlyClient(VendorHttp http, TokenCache tokens, TokenLogin login)
{
    /// <summary>Calls, and gives the object of the answer.</summary>
    /// <exception cref="VendorException">It failed, or the answer is no object.</exception>
    public async Task<(OutgoingAnswer Answer, SpintlyBody Body)> AskAsync(
        FacilityContext context, HttpMethod method, Uri address, Action<Utf8JsonWriter>? write, CancellationToken cancellationToken)
    {
        var (answer, body) = await tokens.CallAsync(
            context, login, (token, cancel) => SendAsync(context, method, address, write, token, cancel), cancellationToken);
        return (answer, body ?? throw VendorHttp.NotUnderstood(answer));
    }

    /// <summary>Deletes. What the vendor answers is not documented: nothing, or an object that does not say otherwise, is success.</summary>
    /// <returns><see langword="false"/> when there was no such thing.</returns>
    /// <exception cref="VendorException">It failed.</exception>
    public async Task<bool> DeleteAsync(FacilityContext context, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await tokens.CallAsync(
                context, login,
                async (token, cancel) =>
                {
                    var (answer, body) = await SendAsync(context, HttpMethod.Delete, address, null, token, cancel);
                    return body is not null || answer.Body.IsEmpty ? true : throw VendorHttp.NotUnderstood(answer);
                },
                cancellationToken);
            return true;
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return false;
        }
    }

    private async Task<(OutgoingAnswer Answer, SpintlyBody? Body)> SendAsync(
        FacilityContext context, HttpMethod method, Uri address, Action<Utf8JsonWriter>? write, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", context.Settings<SpintlySettings>().Bearer ? "Bearer " + token : token);
        if (write is not null)
            request.Content = SpintlyContent.Of(write);
        var answer = await http.SendAsync(request, cancellationToken);
        var body = SpintlyBody.Parse(answer.Body.Span);
        return answer.IsSuccess && body is not { IsSuccess: false }
            ? (answer, body)
            : throw new VendorException(SpintlyErrors.Of(http, answer, body, token));
    }
}
