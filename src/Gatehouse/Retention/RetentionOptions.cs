namespace Gatehouse.Retention;

/// <summary>How long the hub keeps what is over. Requests with an Idempotency-Key are kept for 24 hours, as callers are told.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// How many days a create that succeeded is remembered after it began. Until then a process that died right after the vendor's answer
    /// cannot make it happen twice.
    /// </summary>
    public int OperationDays { get; set; } = 30;

    /// <summary>How many days the report of a synchronization is kept.</summary>
    public int SyncRunDays { get; set; } = 30;

    /// <summary>How many days an event is kept in the log, and what was delivered of it.</summary>
    public int EventDays { get; set; } = 90;

    /// <summary>How many days the body of a webhook is kept, and the webhook listed.</summary>
    public int WebhookDays { get; set; } = 30;

    /// <summary>
    /// How many days the id of a webhook and the hash of its body are kept, by which one that comes again is recognised: longer than any
    /// sender sends anything again. Never shorter than <see cref="WebhookDays"/>.
    /// </summary>
    public int WebhookHashDays { get; set; } = 400;

    /// <summary>How many days what was given up is kept after it was, or was last replayed.</summary>
    public int DeadLetterDays { get; set; } = 90;

    /// <summary>
    /// How many days a visit stays in the snapshot after it was over; for a system that cannot read visits back that is the only record of it.
    /// A visit whose visitor is here stays.
    /// </summary>
    public int VisitDays { get; set; } = 90;

    /// <summary>How many days it is kept who changed what.</summary>
    public int AuditDays { get; set; } = 400;

    /// <summary>How many days a passage is kept.</summary>
    public int AccessEventDays { get; set; } = 90;
}
