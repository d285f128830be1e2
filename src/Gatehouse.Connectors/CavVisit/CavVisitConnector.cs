using Gatehouse.Access;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>
/// PartnerSec's CavVisit, API versions 1.0 to 1.2 (seed 000 and vendors.md, CavVisit): visits, hosts as people, companies as organizations.
/// </summary>
public static class CavVisitConnector
{
    /// <summary>The name of the system.</summary>
    public const string System = "cavvisit";

    /// <summary>Makes the connector.</summary>
    /// <param name="http">Sends its requests.</param>
    /// <param name="time">The clock that open ends of a search for visits are counted from.</param>
    public static Connector Create(VendorHttp http, TimeProvider time)
    {
        var client = new CavVisitClient(http);
        var reads = new CavVisitVisitReads(client, time);
        var visits = new CavVisitVisits(client, reads);
        return new Connector(
            System,
            "CavVisit",
            [
                .. visits.Handlers,
                .. new CavVisitVisitGroups(client, reads, visits).Handlers,
                .. new CavVisitPeople(client).Handlers,
                .. new CavVisitOrganizations(client).Handlers,
            ])
        {
            Settings = CavVisitSettings.Schema,
            Secrets = [new SecretDefinition(CavVisitSettings.KeySecret, "The facility's WEB API key, issued by PartnerSec together with the customer id.")],
            Sensitive = CavVisitModels.Sensitive,
            Bind = CavVisitSettings.Bind,
            Access = new AccessRules { Plan = CavVisitVisits.PlanAccess, FindsByMarker = true },
            Remarks = Remarks,
        };
    }

    private static IReadOnlyList<string> Remarks { get; } =
    [
        "None of this was tried against a live CavVisit; what its documentation leaves open is a setting whose default is assumed.",
        "Visits are listed by GetVisitsByDate when from or to is given, by GetVisitsByHost for a host or an organization's hosts, else by GetVisits; all other conditions, the order by id and the paging are the hub's.",
        "A search with one end only looks ten years in the other direction.",
        "People without an organization in the query are read company by company: a host of no company is not found.",
        "Times are written in whole minutes of local time: a start is rounded up and an end down.",
        "An update writes every member, so a change made in CavVisit between the hub's reading and writing is overwritten.",
        "Ending a visit sets DateValidTo to now; the reason stays in the hub.",
        "A group goes to CreateGroupVisit when its members differ only in what that call has for each, else to CreateVisit one by one. A member made by CreateGroupVisit shows its marker in the field groupMarkerField.",
        "Status, CampTracId, QrCode, Pincode, CardNumber, Personnumber, CampTracAccount and EmployeeGuid keep their value when left out; an empty text clears them.",
        "CavVisit holds no marker for hosts and companies: after a lost answer the new one with the same name, e-mail and employee or VAT number is taken for it.",
    ];
}
