using Gatehouse.Access;
using Gatehouse.Tokens;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>
/// EFG CZ's Aktion NEXT, and its cloud edition (seed 001 and vendors.md, Aktion NEXT): visits, people, the organization structure,
/// entry codes and passages.
/// </summary>
public static class AktionNextConnector
{
    /// <summary>The name of the system.</summary>
    public const string System = "aktion-next";

    /// <summary>Makes the connector.</summary>
    /// <param name="http">Sends its requests.</param>
    /// <param name="tokens">Keeps its tokens, in this instance only: they live for 20 seconds.</param>
    /// <param name="time">The clock that a visit's time is compared with.</param>
    public static Connector Create(VendorHttp http, TokenCache tokens, TimeProvider time)
    {
        var licences = new AktionLicences(time);
        var client = new AktionClient(http, tokens, licences);
        var codes = new AktionCredentials(client, licences);
        var reads = new AktionVisitReads(client, codes, licences, time);
        var visits = new AktionVisits(client, reads, codes, licences, time);
        return new Connector(
            System,
            "Aktion NEXT",
            [
                .. reads.Handlers,
                .. visits.Handlers,
                .. new AktionAccess(visits, reads).Handlers,
                .. new AktionPeople(client, licences).Handlers,
                .. new AktionOrganizations(client, licences).Handlers,
                .. codes.Handlers,
                .. new AktionPassages(client, licences).Handlers,
            ])
        {
            Settings = AktionSettings.Schema,
            Secrets = [new SecretDefinition(AktionSettings.KeySecret, "The API key of the user, made in the user's detail in Aktion.")],
            Sensitive = AktionModels.Sensitive,
            Bind = AktionSettings.Bind,
            Login = client.Login,
            Access = new AccessRules { Plan = AktionAccess.Plan, FindsByMarker = true },
            Remarks = Remarks,
        };
    }

    private static IReadOnlyList<string> Remarks { get; } =
    [
        "None of this was tried against a live Aktion; what its documentation leaves open is a setting whose default is assumed.",
        "A token lives for 20 seconds or what the login says, is used for all calls in that time, and stays in the instance of the hub that got it.",
        "visit/create knows no date: the visit is in force at once. So without schedulePath a visit can be created at most applyLeadMinutes before it begins.",
        "Aktion keeps no end of a visit: the end of its window is only what the hub says of it, and a grant ends the visit then.",
        "The VisitId is made from the hub's marker, so a create that is repeated cannot make a second visit.",
        "After a lost answer a visit is looked for by visit/getIdentifierEntryCode, and by getPath where it is set.",
        "Rows of getAllPath have no State: it is read by getPath, visit by visit and four at a time, for those that are not over.",
        "A call that Aktion answers with error 8 (not licensed) makes its operations unavailable for an hour, or until the connection is tested.",
        "Objects whose members Aktion does not document are open JSON: the setting members names those that the hub writes, others are fields such as Visitor.DocNumber.",
        "A passage has no id at Aktion: the hub makes one from what it says.",
    ];
}
