using Gatehouse.Access;
using Gatehouse.Tokens;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>Happy Habitat (seed 003 and vendors.md, 003): visits to residents, and residents as people.</summary>
public static class HappyHabitatConnector
{
    /// <summary>The name of the system.</summary>
    public const string System = "happy-habitat";

    /// <summary>Makes the connector.</summary>
    /// <param name="http">Sends its requests.</param>
    /// <param name="time">The clock that tells who is expected from who has arrived.</param>
    /// <param name="tokens">Keeps its tokens.</param>
    public static Connector Create(VendorHttp http, TimeProvider time, TokenCache tokens)
    {
        var client = new HappyHabitatClient(http, tokens, time);
        var residents = new HappyHabitatResidents(client);
        return new Connector(
            System,
            "Happy Habitat",
            [
                .. new HappyHabitatVisits(client, new HappyHabitatVisitReads(client, residents, time), time).Handlers,
                .. new HappyHabitatPeople(client, residents).Handlers,
            ])
        {
            Settings = HappyHabitatSettings.Schema,
            Secrets = [new SecretDefinition(HappyHabitatSettings.PasswordSecret, "The password of the account that the setting username names.")],
            Bind = HappyHabitatSettings.Bind,
            Login = client.Login,
            Access = new AccessRules { Effect = AccessEffect.Record, Plan = HappyHabitatVisits.PlanAccess },
            Remarks = Remarks,
        };
    }

    private static IReadOnlyList<string> Remarks { get; } =
    [
        "None of this was tried against a live Happy Habitat; what its documentation leaves open is a setting whose default is assumed.",
        "A grant here is a record: Happy Habitat opens no doors. It keeps the visitor's name alone, for one person.",
        "Happy Habitat records no arrival: a visit whose arrivalDate is not ahead any more counts as arrived, and with a departureDate as departed. A visit that was ended before its arrival shows as cancelled.",
        "The end of a window stays in the hub, since departureDate means that the visitor has left; so does the reason of an end.",
        "Arriving moves arrivalDate, and with it the beginning of the window.",
        "Happy Habitat filters visits by resident only, and pages none; all other conditions, the order by id and the pages are the hub's.",
        "An update writes every member, so a change made in Happy Habitat between the hub's reading and writing is overwritten. Happy Habitat also takes an update of a visit that was deleted in between, and shows it nowhere.",
        "A group becomes one visit with all names, separated by commas, and the number of visitors; each outcome names that visit.",
        "Dates are free texts there: one that is no date leaves the visit with the status unknown and the detail arrival_not_understood.",
        "Happy Habitat holds no marker: after a lost answer the one visit of the resident that was not there before and has the same name, number of people, subject and arrival is taken for it.",
        "Residents need an account with the role ADMIN_COMPANY or SYSTEM_ADMIN; organization means the community's id.",
    ];
}
