namespace Gatehouse.Operations;

/// <summary>What an API key can allow.</summary>
public static class Scopes
{
    /// <summary>Everything.</summary>
    public const string Admin = "admin";

    /// <summary>See facilities and what they can do, and test their connection.</summary>
    public const string FacilitiesRead = "facilities:read";

    /// <summary>See visits.</summary>
    public const string VisitsRead = "visits:read";

    /// <summary>Create, change, end and delete visits.</summary>
    public const string VisitsWrite = "visits:write";

    /// <summary>See people.</summary>
    public const string PeopleRead = "people:read";

    /// <summary>Create, change and delete people.</summary>
    public const string PeopleWrite = "people:write";

    /// <summary>See national identity numbers.</summary>
    public const string PeopleSensitive = "people:sensitive";

    /// <summary>See organizations.</summary>
    public const string OrganizationsRead = "organizations:read";

    /// <summary>Create, change and delete organizations.</summary>
    public const string OrganizationsWrite = "organizations:write";

    /// <summary>See sites, access points and roles.</summary>
    public const string PlacesRead = "places:read";

    /// <summary>Create and change sites and access points.</summary>
    public const string PlacesWrite = "places:write";

    /// <summary>See who used which access point.</summary>
    public const string AccessEventsRead = "access-events:read";

    /// <summary>See access grants.</summary>
    public const string GrantsRead = "grants:read";

    /// <summary>Create, change and revoke access grants.</summary>
    public const string GrantsWrite = "grants:write";

    /// <summary>See PINs, QR payloads, card numbers and entry codes.</summary>
    public const string CredentialsRead = "credentials:read";

    /// <summary>Issue credentials and pass links.</summary>
    public const string CredentialsWrite = "credentials:write";

    /// <summary>See the webhooks that a facility was sent, with their bodies.</summary>
    public const string WebhooksRead = "webhooks:read";

    /// <summary>Replay webhooks.</summary>
    public const string WebhooksWrite = "webhooks:write";

    /// <summary>Read the log of events.</summary>
    public const string EventsRead = "events:read";

    /// <summary>See subscriptions and what was delivered to them.</summary>
    public const string SubscriptionsRead = "subscriptions:read";

    /// <summary>Subscribe to events, and so have them sent to an address.</summary>
    public const string SubscriptionsWrite = "subscriptions:write";

    /// <summary>Every scope, in the order of the documentation.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Admin, FacilitiesRead, VisitsRead, VisitsWrite, PeopleRead, PeopleWrite, PeopleSensitive,
        OrganizationsRead, OrganizationsWrite, PlacesRead, PlacesWrite, AccessEventsRead, GrantsRead, GrantsWrite,
        CredentialsRead, CredentialsWrite, WebhooksRead, WebhooksWrite, EventsRead, SubscriptionsRead, SubscriptionsWrite,
    ];
}
