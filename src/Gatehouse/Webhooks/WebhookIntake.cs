using System.Security.Cryptography;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Secrets;
using Gatehouse.Vendors;
using Gatehouse.Work;

namespace Gatehouse.Webhooks;

/// <summary>
/// Takes webhooks in: verifies, claims, asks for the work. An accepted one is durable before its sender is told; it costs one write and one
/// message until then.
/// </summary>
/// <param name="facilities">The facilities.</param>
/// <param name="connectors">Know how their vendors send.</param>
/// <param name="secrets">What senders know.</param>
/// <param name="inbox">Where webhooks are kept.</param>
/// <param name="queue">Where their work is asked for.</param>
/// <param name="time">The clock.</param>
public sealed class WebhookIntake(
    FacilityDirectory facilities, ConnectorRegistry connectors, ISecretStore secrets, InboxStore inbox, IWorkQueue queue, TimeProvider time)
{
    /// <summary>The largest body, in bytes: 256 KiB.</summary>
    public const int BodyBytes = 256 * 1024;

    private const int HeaderCharacters = 500;
    private static readonly string[] KeptHeaders = ["content-type", "user-agent", StandardWebhookHeaders.Id, StandardWebhookHeaders.Timestamp];

    /// <summary>
    /// Takes a webhook in. <see langword="null"/> when it is refused: of an unknown facility, of one without a secret, or not genuine;
    /// the sender is not told which.
    /// </summary>
    /// <param name="request">The webhook.</param>
    /// <param name="mayLookUp">Whether the store may be asked for a facility that is not at hand.</param>
    /// <param name="cancellationToken">Cancels it before anything is written.</param>
    public async Task<WebhookReceipt?> AcceptAsync(WebhookRequest request, bool mayLookUp, CancellationToken cancellationToken)
    {
        if (await FindAsync(request.Facility, mayLookUp, cancellationToken) is not { } facility)
            return null;

        var source = connectors.Get(facility.System).Webhooks;
        var settings = (facility.Webhooks ?? new WebhookSettings()).Over(source?.Settings);
        var known = await SecretsAsync(facility.Id, cancellationToken);
        if (known.Count == 0 || !WebhookVerifier.IsGenuine(request, settings, known, time.GetUtcNow()))
            return null;

        // From here on it is written to its end, whether or not the sender still waits.
        var id = WebhookKey.IdOf(request, settings);
        var isNew = await inbox.ClaimAsync(
            Webhook(request, id, settings) with { Type = source?.TypeOf(request.Body) }, request.Body, CancellationToken.None);
        if (isNew || await inbox.FindAsync(facility.Id, id, CancellationToken.None) is { Value.Webhook.Status: WebhookStatus.Received })
            await queue.EnqueueAsync(WorkQueues.WebhookProcess, WebhookMessage.For(facility.Id, id).ToString(), TimeSpan.Zero, CancellationToken.None);
        return new WebhookReceipt(id, !isNew);
    }

    private async Task<IReadOnlyList<string>> SecretsAsync(string facility, CancellationToken cancellationToken)
    {
        try
        {
            return WebhookSecrets.Split(await secrets.GetAsync(WebhookSecrets.Of(facility), cancellationToken));
        }
        catch (UnusableSecretException)
        {
            // Somebody disabled it, or its time is over: as if there were none.
            return [];
        }
    }

    private async ValueTask<Facility?> FindAsync(string id, bool mayLookUp, CancellationToken cancellationToken)
    {
        if (facilities.FindAtHand(id) is { } known)
            return known.Facility;
        if (!mayLookUp || !FacilityChecks.IsId(id))
            return null;

        try
        {
            return (await facilities.GetAsync(id, cancellationToken)).Facility;
        }
        catch (Exception exception) when (exception is HubException { Kind: HubErrorKind.NotFound } or VendorException)
        {
            // One whose settings do not fit its connector tells senders no more than one that is not there.
            return null;
        }
    }

    private Webhook Webhook(WebhookRequest request, string id, WebhookSettings settings)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in settings is { Dedupe: WebhookDedupe.Header, DedupeName: { } key } ? KeptHeaders.Append(key.ToLowerInvariant()) : KeptHeaders)
        {
            if (request.Header(name) is { Length: <= HeaderCharacters } value)
                headers[name] = value;
        }

        return new Webhook
        {
            Id = id,
            Facility = request.Facility,
            Status = WebhookStatus.Received,
            ReceivedAt = time.GetUtcNow(),
            Headers = headers,
            BodyHash = Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)),
            BodyBytes = request.Body.Length,
        };
    }
}
