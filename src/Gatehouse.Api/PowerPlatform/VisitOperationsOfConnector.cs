namespace Gatehouse.Api.PowerPlatform;

/// <summary>What makers do with visits and passes.</summary>
internal static class VisitOperationsOfConnector
{
    public static IReadOnlyList<ConnectorOperation> All { get; } =
    [
        new("createVisit", "CreateVisit", "Create a visit", "Announces a visitor at a facility. Your key makes it safe to run again: the same key and content give the same visit.")
        {
            Visibility = ConnectorVisibility.Important,
            Form = "visits.create",
        },
        new("issueVisitPass", "GetPass", "Get a visitor's pass", "Gets the link of a visit's pass, to send to the visitor, and when it expires. It is the same link each time.")
        {
            Visibility = ConnectorVisibility.Important,
        },
        new("getVisitQrCode", "GetQrCode", "Get a visit's QR code", "Gets a visit's QR code as an image, base64 encoded, with the time until which it opens. The pass renews itself, so send its link rather than this image where you can.")
        {
            Visibility = ConnectorVisibility.Important,
        },
        new("listVisitsOverFacilities", "ListVisits", "List visits", "Lists visits at all your facilities or at one, by time, status, host or text. The status arrived lists who is in the building.")
        {
            Visibility = ConnectorVisibility.Important,
        },
        new("getVisit", "GetVisit", "Get a visit", "Gets a visit by its ID, or by your own key written as key:KEY."),
        new("updateVisit", "UpdateVisit", "Change a visit", "Changes what you fill in and leaves the rest of the visit as it is.") { Form = "visits.update" },
        new("recordArrival", "RecordArrival", "Record an arrival", "Records that a visitor has come."),
        new("endVisit", "EndVisit", "End a visit", "Ends a visit: the visitor has left, or does not come any more."),
        new("deleteVisit", "CancelVisit", "Cancel a visit", "Deletes a visit at the vendor, so that its codes open nothing any more."),
        new("createVisitGroup", "CreateGroupVisit", "Create a group visit", "Announces up to 100 visitors with one window, host and purpose, and tells what became of each. Your key makes it safe to run again.")
        {
            Required = ["common", "visitors"],
            Refused = ["common/key", "common/visitor", "common/arrived", "common/access"],
            HasKeyInHeader = true,
        },
        new("listVisits", "ListVisitsOfFacility", "List a facility's visits", "Lists the visits of one facility, by time, status, host or text.") { Visibility = ConnectorVisibility.Advanced },
        new("listVisitCredentials", "ListVisitCredentials", "List a visit's credentials", "Lists the QR codes, PINs and entry codes of a visit. The API key needs the scope credentials:read.") { Visibility = ConnectorVisibility.Advanced },
        new("refreshVisitCredentials", "RenewVisitCredentials", "Renew a visit's credentials", "Fetches the credentials of a visit anew. Those from before may stop working.") { Visibility = ConnectorVisibility.Advanced },
        new("listAccessEvents", "ListPassages", "List passages through doors", "Lists who used, or tried to use, which door at your facilities, the oldest first."),
    ];
}
