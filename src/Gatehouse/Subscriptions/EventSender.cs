using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.Outgoing;

namespace Gatehouse.Subscriptions;

/// <summary>Sends an event to a subscriber, signed as Standard Webhooks 1.0 says.</summary>
/// <param name="http">Sends; refuses addresses that are not public.</param>
/// <param name="subscriptions">Decrypts addresses and secrets.</param>
/// <param name="time">The clock.</param>
public sealed class EventSender(OutgoingHttp http, SubscriptionStore subscriptions, TimeProvider time)
{
    /// <summary>How long a subscriber may take for its whole answer.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    /// <summary>Sends an event once. Throws only when cancelled, or when the subscription's secrets cannot be read.</summary>
    public async Task<DeliveryAnswer> SendAsync(Subscription subscription, HubEvent hubEvent, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        using var request = await RequestAsync(subscription, hubEvent, at, cancellationToken);
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(LongestAnswer, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await http.SendAsync(request, either.Token);
            return Result(answer.Status, answer.IsSuccess ? null : Refusal(answer.Status), Wait(answer.RetryAfter, at));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(null, FormattableString.Invariant($"No whole answer within {LongestAnswer.TotalSeconds} seconds."), null);
        }
        catch (HttpRequestException exception)
        {
            return Result(null, Failure(exception), null);
        }

        DeliveryAnswer Result(int? status, string? error, TimeSpan? retryAfter) =>
            new(new DeliveryAttempt(at, (int)time.GetElapsedTime(started).TotalMilliseconds, status, error), retryAfter);
    }

    private async Task<HttpRequestMessage> RequestAsync(Subscription subscription, HubEvent hubEvent, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var secrets = new List<string>(2);
        foreach (var secret in subscription.Secrets.Where(secret => secret.ExpiresAt is null || secret.ExpiresAt > at))
            secrets.Add(await subscriptions.UnprotectAsync(subscription.Id, secret.Cipher, cancellationToken));
        var body = JsonSerializer.SerializeToUtf8Bytes(hubEvent, GatehouseJson.Default.HubEvent);
        var timestamp = at.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, await subscriptions.UnprotectAsync(subscription.Id, subscription.Url, cancellationToken))
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Gatehouse", null));
        request.Headers.Add("webhook-id", hubEvent.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secrets, hubEvent.Id, timestamp, body));
        return request;
    }

    private static string Refusal(int status) => status switch
    {
        >= 300 and < 400 => FormattableString.Invariant($"Answered {status}. Redirects are not followed: subscribe with the address that they lead to."),
        410 => "Answered 410: the subscriber is gone.",
        _ => FormattableString.Invariant($"Answered {status} where 2xx says that it was accepted."),
    };

    // The exception's own words may quote the address, whose query is often a secret.
    private static string Failure(HttpRequestException exception) => exception.InnerException is AddressRefusedException refused
        ? refused.Message
        : exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "The host's name is not known.",
            HttpRequestError.ConnectionError => "No connection was made.",
            HttpRequestError.SecureConnectionError => "No secure connection was made: the certificate is not one that is trusted for this host.",
            HttpRequestError.ConfigurationLimitExceeded => FormattableString.Invariant($"The answer has more than {OutgoingHttp.AnswerBytes} bytes; an empty one is enough."),
            var error => $"No answer: {error}.",
        };

    private static TimeSpan? Wait(RetryConditionHeaderValue? header, DateTimeOffset now) => header?.Delta ?? (header?.Date - now);
}
