using Gatehouse.Access;
using Gatehouse.Tokens;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Spintly;

/// <summary>
/// Spintly's visitor QR API (seed 002 and vendors.md, Spintly): visits as meetings that open doors by QR data, sites, access points.
/// </summary>
public static class SpintlyConnector
{
    /// <summary>The name of the system.</summary>
    public const string System = "spintly";

    /// <summary>Makes the connector.</summary>
    /// <param name="http">Sends its requests.</param>
    /// <param name="tokens">Keeps its tokens.</param>
    /// <param name="records">Keeps its visits, which Spintly cannot read back.</param>
    /// <param name="time">The clock that the life of QR data is counted by.</param>
    public static Connector Create(VendorHttp http, TokenCache tokens, VisitRecords records, TimeProvider time)
    {
        var login = new TokenLogin(new SpintlyLogin(http).LoginAsync);
        var client = new SpintlyClient(http, tokens, login);
        var meetings = new SpintlyMeetings(client, time);
        var reads = new SpintlyVisitReads(records);
        var visits = new SpintlyVisits(meetings, reads, records, time);
        return new Connector(
            System,
            "Spintly",
            [
                .. new SpintlyPlaces(client).Handlers,
                .. visits.Handlers,
                .. new SpintlyCredentials(meetings, reads, records).Handlers,
                .. new SpintlyAccess(meetings, visits, records).Handlers,
            ])
        {
            Settings = SpintlySettings.Schema,
            Secrets = [new SecretDefinition(SpintlySettings.ClientSecret, "The secret of the OAuth client, issued by Spintly's support together with its id.")],
            Sensitive = SpintlyModels.Sensitive,
            Bind = SpintlySettings.Bind,
            Webhooks = SpintlyWebhooks.Source,
            Access = new AccessRules { Plan = SpintlyAccess.Plan },
            Login = login,
            Remarks = Remarks,
        };
    }

    private static IReadOnlyList<string> Remarks { get; } =
    [
        "None of this was tried against a live Spintly; its documentation shows no paths and few bodies, so all of them are settings whose defaults are assumed.",
        "Spintly neither lists nor reads meetings: visits are answered from the hub's own record, and meetings made elsewhere are not seen.",
        "A visit names the access points that it opens in fields.accessPoints. Spintly gets these, the window in whole seconds (a start is rounded up, an end down) and a userId; all else stays in the hub.",
        "Every change of times or access points replaces the QR data. With dynamic expiry QR data opens for 60 seconds; credentials.refresh fetches new.",
        "Each create has a userId of its own. When its answer is lost the hub deletes that visitor with all its meetings, at once and again before it creates anew.",
        "Ending a visit deletes its meeting; an end to come shortens it. Deleting a visit also deletes the visitor.",
        "An access at Spintly cannot be inspected.",
        "Spintly sends passages as webhooks: POST /api/v1/webhooks/{facility} with the header x-api-key, whose value you give Spintly and set as the secret webhook-secret. The first entry with a visit's QR code is its arrival. That orgUserId is the userId of the meeting for visitors is assumed.",
    ];
}
