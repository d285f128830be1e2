namespace Gatehouse.Api.PowerPlatform;

/// <summary>What makers do with grants.</summary>
internal static class GrantOperationsOfConnector
{
    public static IReadOnlyList<ConnectorOperation> All { get; } =
    [
        new("createGrant", "GrantAccess", "Grant access", "Lets one person in at one or many facilities for a time. The step waits until all facilities have answered. Your key makes it safe to run again.")
        {
            Visibility = ConnectorVisibility.Important,
            Required = ["key", "subject", "window", "window/from", "window/to", "targets", "targets[]/facility"],
        },
        new("revokeGrants", "RevokeAllAccess", "Revoke all access of a person", "Revokes every grant of a person by e-mail or by your own key of them, or all of an organization or facility. A dry run only tells what would be revoked.")
        {
            Visibility = ConnectorVisibility.Important,
        },
        new("revokeGrant", "RevokeGrant", "Revoke a grant", "Takes back a grant at all its facilities. The step waits until the vendors have confirmed."),
        new("getGrant", "GetGrant", "Get a grant", "Gets a grant with the state of each facility, by its ID, or by your own key written as key:KEY."),
        new("updateGrant", "UpdateGrant", "Change a grant", "Changes a grant's window, purpose or facilities. What you leave empty stays as it is."),
        new("listGrants", "ListGrants", "List grants", "Lists grants, the latest first, by facility, person, state or time."),
        new("issueGrantPass", "GetGrantPass", "Get the pass of a grant", "Gets the link of a grant's pass, to send to its holder, and when it expires. It is the same link each time."),
        new("getGrantTargetQrCode", "GetGrantQrCode", "Get a grant's QR code", "Gets the QR code of a grant at one of its facilities as an image, base64 encoded, with the time until which it opens.")
        {
            Visibility = ConnectorVisibility.Advanced,
        },
        new("retryGrantTarget", "RetryGrant", "Try a facility of a grant again", "Tries one facility of a grant again that failed or waits.") { Visibility = ConnectorVisibility.Advanced },
        new("revokePass", "RevokePass", "Revoke a pass", "Makes the link of a pass good for nothing. The visit or grant stays.") { Visibility = ConnectorVisibility.Advanced },
    ];
}
