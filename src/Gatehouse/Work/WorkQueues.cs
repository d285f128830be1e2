namespace Gatehouse.Work;

/// <summary>The names of the queues, for both heads.</summary>
public static class WorkQueues
{
    /// <summary>Tickets of lanes.</summary>
    public const string LaneWork = "lane-work";

    /// <summary>Where messages of <see cref="LaneWork"/> go that failed each of their tries.</summary>
    public const string LaneWorkPoison = LaneWork + WorkLimits.PoisonSuffix;

    /// <summary>Synchronizations of facilities.</summary>
    public const string FacilitySync = "facility-sync";

    /// <summary>Where messages of <see cref="FacilitySync"/> go that failed each of their tries.</summary>
    public const string FacilitySyncPoison = FacilitySync + WorkLimits.PoisonSuffix;

    /// <summary>Webhooks that were accepted.</summary>
    public const string WebhookProcess = "webhook-process";

    /// <summary>Where messages of <see cref="WebhookProcess"/> go that failed each of their tries.</summary>
    public const string WebhookProcessPoison = WebhookProcess + WorkLimits.PoisonSuffix;

    /// <summary>Events that are to be delivered.</summary>
    public const string EventFanOut = "event-fanout";

    /// <summary>Where messages of <see cref="EventFanOut"/> go that failed each of their tries.</summary>
    public const string EventFanOutPoison = EventFanOut + WorkLimits.PoisonSuffix;

    /// <summary>New grants whose targets are to be scheduled.</summary>
    public const string GrantFanOut = "grant-fanout";

    /// <summary>Where messages of <see cref="GrantFanOut"/> go that failed each of their tries.</summary>
    public const string GrantFanOutPoison = GrantFanOut + WorkLimits.PoisonSuffix;
}
