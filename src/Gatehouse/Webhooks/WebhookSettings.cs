namespace Gatehouse.Webhooks;

/// <summary>How a facility takes webhooks. What is absent is as the facility's system has it; without a verification all are refused.</summary>
public sealed record WebhookSettings
{
    /// <summary>How they prove who sent them.</summary>
    public WebhookVerification? Verification { get; init; }

    /// <summary>The header of the signature (<c>hmac</c>, required) or of the key (<c>sharedKey</c>; <c>x-api-key</c> when absent).</summary>
    public string? Header { get; init; }

    /// <summary>For <c>hmac</c>: how the signature is written; hexadecimal when absent.</summary>
    public SignatureEncoding? Encoding { get; init; }

    /// <summary>For <c>hmac</c>: what stands before the signature, such as <c>sha256=</c>.</summary>
    public string? Prefix { get; init; }

    /// <summary>For <c>hmac</c>: the header with the time of sending in epoch seconds; then <c>{time}.{body}</c> is what is signed.</summary>
    public string? TimestampHeader { get; init; }

    /// <summary>How far a timestamp may be from the hub's clock, in seconds. 1 to 3600; 300 when absent.</summary>
    public int? ToleranceSeconds { get; init; }

    /// <summary>
    /// By what a repetition is recognised. When absent: by <c>webhook-id</c> with <c>standardWebhooks</c>, else by the hash of the body.
    /// A webhook without the header or value is recognised by its hash.
    /// </summary>
    public WebhookDedupe? Dedupe { get; init; }

    /// <summary>The header (<c>header</c>), or the JSON pointer into the body (<c>body</c>) such as <c>/data/eventId</c>.</summary>
    public string? DedupeName { get; init; }

    /// <summary>The networks that webhooks may come from, in CIDR notation; any when empty.</summary>
    public IReadOnlyList<string> Networks { get => field ?? []; init; }

    /// <summary>These settings, and where they say nothing the system's own.</summary>
    public WebhookSettings Over(WebhookSettings? system)
    {
        if (system is null)
            return this;

        // Another way to verify has headers of its own, and Standard Webhooks an id of its own.
        var same = Verification is null || Verification == system.Verification;
        var key = Dedupe is null && (same || Verification != WebhookVerification.StandardWebhooks) ? system : this;
        return new WebhookSettings
        {
            Verification = Verification ?? system.Verification,
            Header = Header ?? (same ? system.Header : null),
            Encoding = Encoding ?? (same ? system.Encoding : null),
            Prefix = Prefix ?? (same ? system.Prefix : null),
            TimestampHeader = TimestampHeader ?? (same ? system.TimestampHeader : null),
            ToleranceSeconds = ToleranceSeconds ?? system.ToleranceSeconds,
            Dedupe = key.Dedupe,
            DedupeName = key.DedupeName,
            Networks = Networks.Count > 0 ? Networks : system.Networks,
        };
    }
}
