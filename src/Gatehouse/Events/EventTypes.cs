namespace Gatehouse.Events;

/// <summary>What an event can tell.</summary>
public static class EventTypes
{
    /// <summary>A visit is new.</summary>
    public const string VisitCreated = "visit.created";

    /// <summary>A visit is not as it was, and none of the more telling types says how.</summary>
    public const string VisitChanged = "visit.changed";

    /// <summary>A visitor came.</summary>
    public const string VisitArrived = "visit.arrived";

    /// <summary>A visitor left.</summary>
    public const string VisitDeparted = "visit.departed";

    /// <summary>A visit was called off.</summary>
    public const string VisitCancelled = "visit.cancelled";

    /// <summary>A person is new.</summary>
    public const string PersonCreated = "person.created";

    /// <summary>A person is not as they were.</summary>
    public const string PersonChanged = "person.changed";

    /// <summary>The vendor knows a person no more.</summary>
    public const string PersonRemoved = "person.removed";

    /// <summary>A target of a grant lets its subject in.</summary>
    public const string GrantTargetActive = "grant.target.active";

    /// <summary>A target of a grant cannot be applied.</summary>
    public const string GrantTargetFailed = "grant.target.failed";

    /// <summary>A target of a grant lets its subject in no more.</summary>
    public const string GrantTargetRevoked = "grant.target.revoked";

    /// <summary>A target of a grant is over.</summary>
    public const string GrantTargetExpired = "grant.target.expired";

    /// <summary>A vendor did not hold of a target what it should: it was missing there, or still there. The target's last error says which.</summary>
    public const string GrantTargetDrifted = "grant.target.drifted";

    /// <summary>All targets of a grant are active.</summary>
    public const string GrantActive = "grant.active";

    /// <summary>A grant failed.</summary>
    public const string GrantFailed = "grant.failed";

    /// <summary>A grant is revoked at all its targets.</summary>
    public const string GrantRevoked = "grant.revoked";

    /// <summary>A credential is another one.</summary>
    public const string CredentialChanged = "credential.changed";

    /// <summary>Somebody used, or tried to use, an access point.</summary>
    public const string AccessEvent = "access.event";

    /// <summary>A facility's vendor answers again.</summary>
    public const string FacilityConnected = "facility.connected";

    /// <summary>A facility's vendor does not answer.</summary>
    public const string FacilityDisconnected = "facility.disconnected";

    /// <summary>A subscription gets no events any more.</summary>
    public const string SubscriptionDisabled = "subscription.disabled";

    /// <summary>Nothing happened: a subscriber is tried. Never in the log, and nobody subscribes to it.</summary>
    public const string SubscriptionTest = "subscription.test";

    /// <summary>All of them that are in the log, in the order of the documentation.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        VisitCreated, VisitChanged, VisitArrived, VisitDeparted, VisitCancelled,
        PersonCreated, PersonChanged, PersonRemoved,
        GrantTargetActive, GrantTargetFailed, GrantTargetRevoked, GrantTargetExpired, GrantTargetDrifted, GrantActive, GrantFailed, GrantRevoked,
        CredentialChanged, AccessEvent, FacilityConnected, FacilityDisconnected, SubscriptionDisabled,
    ];
}
