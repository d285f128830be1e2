using Gatehouse.Access;
using Gatehouse.Tokens;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.VizPin;

/// <summary>
/// VIZpin's OEM API 4.3 (seed 004 and vendors.md, VIZpin): accounts as organizations, locations as sites, readers as access points,
/// users as people, smartphone roles as access.
/// </summary>
public static class VizPinConnector
{
    /// <summary>The name of the system.</summary>
    public const string System = "vizpin";

    /// <summary>The seed's note on features that only one of VIZpin's two fronts has.</summary>
    public const string MixingWarning =
        "VIZpin warns: roles, fobs and cards are Portal features, several sites per account are an API feature; who uses both the API and the Portal should use neither, because data may become inconsistent.";

    /// <summary>Makes the connector.</summary>
    /// <param name="http">Sends its requests.</param>
    /// <param name="time">The clock that a revoke's yesterday is counted from.</param>
    /// <param name="tokens">Keeps the tokens of its logins.</param>
    public static Connector Create(VendorHttp http, TimeProvider time, TokenCache tokens)
    {
        var client = new VizPinClient(http, tokens);
        var accounts = new VizPinAccounts(client);
        var locations = new VizPinLocations(client, accounts);
        var people = new VizPinPeople(client, accounts);
        var credentials = new VizPinCredentials(client);
        return new Connector(
            System,
            "VIZpin",
            [
                .. accounts.Handlers,
                .. locations.Handlers,
                .. new VizPinReaders(client, locations).Handlers,
                .. new VizPinRoles(client, locations).Handlers,
                .. people.Handlers,
                .. credentials.Handlers,
                .. new VizPinActivity(client, locations).Handlers,
                .. new VizPinAccess(client, people, credentials, time).Handlers,
            ])
        {
            Settings = VizPinSettings.Schema,
            Secrets =
            [
                new SecretDefinition(VizPinSettings.PasswordSecret, "The password that VIZpin assigned to the partner."),
                new SecretDefinition(VizPinSettings.OemKeySecret, "The OEM key that VIZpin assigned to the partner; it limits results to the partner's objects."),
            ],
            Sensitive = VizPinModels.Sensitive,
            Bind = VizPinSettings.Bind,
            Login = client.Login,
            Access = new AccessRules { Plan = VizPinAccessPlan.Of },
            Remarks = Remarks,
        };
    }

    private static IReadOnlyList<string> Remarks { get; } =
    [
        "None of this was tried against a live VIZpin; what its documentation leaves open is a setting whose default is assumed.",
        MixingWarning,
        "VIZpin filters by IP address: have the hub's outgoing address put on its list.",
        "Access is given for whole days of the facility's time, by the roles of the setting roles; the vendor's documents let nobody read or make roles.",
        "VIZpin holds one period for each user and role. The hub grants the union of all its live grants; days between two of them are opened only where a target says allowCoarse, or when one of three is revoked.",
        "Without revokeMethod access is revoked by dates in the past, which VIZpin does not confirm.",
        "A role that was given in VIZpin's Portal to the same user is overwritten by the hub's dates.",
        "An update writes every member, so a change made in VIZpin between the hub's reading and writing is overwritten.",
        "People are listed account by account and batch by batch; somebody in several accounts is listed for each. A user is not tied to an account but by locations.",
        "Deleting a person deletes them from all accounts of all partners and needs confirm=all-accounts.",
        "A user's phone is the member phone, with country code.",
        "Filters other than organization and site, the order of places and the pages of places are the hub's.",
        "VIZpin holds no marker: after a lost answer the new one with the same name (a user: number and last name) is taken for it.",
    ];
}
