namespace Gatehouse.Api.PowerPlatform;

/// <summary>What makers do with facilities and places, and what the platform fills its forms from.</summary>
internal static class FacilityOperationsOfConnector
{
    public static IReadOnlyList<ConnectorOperation> All { get; } =
    [
        new("listFacilities", ConnectorOperations.ListFacilities, "List facilities", "Lists the facilities that your API key is good for."),
        new("getFacility", "GetFacility", "Get a facility", "Gets a facility: its name, system and time zone.") { Visibility = ConnectorVisibility.Advanced },
        new("testFacility", "TestFacility", "Test a facility's connection", "Calls the facility's vendor and changes nothing.") { Visibility = ConnectorVisibility.Advanced },
        new("listCapabilities", "ListCapabilities", "List what a facility can do", "Lists the operations that a facility has, and what each of them needs.") { Visibility = ConnectorVisibility.Advanced },
        new("listSites", ConnectorOperations.ListSites, "List sites", "Lists the sites of a facility."),
        new("listAccessPoints", ConnectorOperations.ListAccessPoints, "List doors", "Lists the doors and readers of a facility."),
        new("listRoles", ConnectorOperations.ListRoles, "List roles", "Lists the roles that a facility grants access by.") { Visibility = ConnectorVisibility.Advanced },
        new("listEvents", "ListEvents", "List events", "Lists what happened at your facilities from the hub's log, the oldest first.") { Visibility = ConnectorVisibility.Advanced },
        new("getSystem", "GetSystem", "Get a vendor's system", "Gets what a vendor's system needs and can do.") { Visibility = ConnectorVisibility.Advanced },
        new("listSystems", ConnectorOperations.ListSystems, "List vendors' systems", "Lists the systems that the hub speaks, for drop-downs.") { Visibility = ConnectorVisibility.Internal },
        new("listEventTypes", ConnectorOperations.ListEventTypes, "List types of events", "Lists what events can tell, for drop-downs.") { Visibility = ConnectorVisibility.Internal },
        new("getInputSchema", ConnectorOperations.GetInputSchema, "Get the schema of an input", "Gets the schema of an input at a facility, for forms.") { Visibility = ConnectorVisibility.Internal },
        new("deleteSubscription", "Unsubscribe", "Unsubscribe", "Ends a trigger's subscription. The platform calls it when a flow is turned off.") { Visibility = ConnectorVisibility.Internal },
    ];
}
