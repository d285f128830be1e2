namespace Gatehouse.Api.PowerPlatform;

/// <summary>What makers do with people and organizations.</summary>
internal static class PeopleOperationsOfConnector
{
    public static IReadOnlyList<ConnectorOperation> All { get; } =
    [
        new("listPeople", ConnectorOperations.ListPeople, "List people", "Lists the hosts, users, residents or employees of a facility, by name, e-mail, telephone or organization."),
        new("getPerson", "GetPerson", "Get a person", "Gets a person of a facility.") { ChosenFrom = ConnectorOperations.ListPeople },
        new("createPerson", "CreatePerson", "Create a person", "Makes a person known at a facility. Your key makes it safe to run again.") { Form = "people.create" },
        new("updatePerson", "UpdatePerson", "Change a person", "Changes what you fill in and leaves the rest of the person as it is.")
        {
            Form = "people.update",
            ChosenFrom = ConnectorOperations.ListPeople,
        },
        new("activatePerson", "ActivatePerson", "Activate a person", "Lets a person take part again.")
        {
            Visibility = ConnectorVisibility.Advanced,
            ChosenFrom = ConnectorOperations.ListPeople,
        },
        new("deactivatePerson", "DeactivatePerson", "Deactivate a person", "Stops a person from taking part, without deleting them.")
        {
            Visibility = ConnectorVisibility.Advanced,
            ChosenFrom = ConnectorOperations.ListPeople,
        },
        new("deletePerson", "DeletePerson", "Delete a person", "Deletes a person at the vendor.")
        {
            Visibility = ConnectorVisibility.Advanced,
            ChosenFrom = ConnectorOperations.ListPeople,
        },
        new("listPeopleOverFacilities", "ListPeopleOfAllFacilities", "List people of all facilities", "Lists people over all your facilities, by name, e-mail or telephone."),
        new("listOrganizations", ConnectorOperations.ListOrganizations, "List organizations", "Lists the companies or accounts of a facility."),
        new("getOrganization", "GetOrganization", "Get an organization", "Gets an organization of a facility.") { ChosenFrom = ConnectorOperations.ListOrganizations },
        new("createOrganization", "CreateOrganization", "Create an organization", "Makes an organization known at a facility. Your key makes it safe to run again.")
        {
            Visibility = ConnectorVisibility.Advanced,
            Form = "organizations.create",
        },
        new("updateOrganization", "UpdateOrganization", "Change an organization", "Changes what you fill in and leaves the rest of the organization as it is.")
        {
            Visibility = ConnectorVisibility.Advanced,
            Form = "organizations.update",
            ChosenFrom = ConnectorOperations.ListOrganizations,
        },
    ];
}
