using System.Text.Json.Nodes;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>What a maker chooses a value from: an operation of the connector that lists it.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Value">The member of an item that is the value.</param>
/// <param name="Title">The member of an item that makers see.</param>
/// <param name="Lists">The operation of the catalogue that it calls at a facility; <see langword="null"/> where it calls none.</param>
internal sealed record DropDown(string Operation, string Value, string Title, string? Lists = null)
{
    public static readonly DropDown Facilities = new(ConnectorOperations.ListFacilities, "id", "name");
    public static readonly DropDown Systems = new(ConnectorOperations.ListSystems, "system", "displayName");
    public static readonly DropDown EventTypes = new(ConnectorOperations.ListEventTypes, "type", "title");
    public static readonly DropDown People = new(ConnectorOperations.ListPeople, "id", "name", "people.list");
    public static readonly DropDown Organizations = new(ConnectorOperations.ListOrganizations, "id", "name", "organizations.list");
    public static readonly DropDown Sites = new(ConnectorOperations.ListSites, "id", "name", "sites.list");
    public static readonly DropDown AccessPoints = new(ConnectorOperations.ListAccessPoints, "id", "name", "access-points.list");
    public static readonly DropDown Roles = new(ConnectorOperations.ListRoles, "id", "name", "roles.list");

    private const string Values = "x-ms-dynamic-values";
    private const string List = "x-ms-dynamic-list";
    private const int Items = 1000;

    private static IReadOnlyList<DropDown> All { get; } = [Facilities, Systems, EventTypes, People, Organizations, Sites, AccessPoints, Roles];

    /// <summary>The drop-down of a member of an input, by its path; <see langword="null"/> where makers write.</summary>
    public static DropDown? OfMember(string path) => path switch
    {
        "host/id" or "escort/id" => People,
        "organization/id" => Organizations,
        "site/id" => Sites,
        "facility" or "facilities" => Facilities,
        "system" => Systems,
        "types" => EventTypes,
        _ when path.EndsWith("[]/facility", StringComparison.Ordinal) => Facilities,
        _ when path.EndsWith("accessPoints[]/id", StringComparison.Ordinal) => AccessPoints,
        _ when path.EndsWith("roles[]/id", StringComparison.Ordinal) => Roles,
        _ when path.Contains('/', StringComparison.Ordinal) && !path.EndsWith("/facility", StringComparison.Ordinal) =>
            OfMember(path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..]),
        _ => null,
    };

    /// <summary>The drop-down of a parameter; <see langword="null"/> where makers write.</summary>
    public static DropDown? OfParameter(string name) => name switch
    {
        "facility" => Facilities,
        "system" => Systems,
        "host" => People,
        "organization" => Organizations,
        "site" => Sites,
        "type" => EventTypes,
        _ => null,
    };

    /// <summary>The drop-down of an operation that lists a facility's things.</summary>
    public static DropDown Of(string operation) =>
        All.Single(list => list.Operation == operation);

    /// <summary>Adds the drop-down to a parameter or member.</summary>
    /// <param name="target">The parameter or member.</param>
    /// <param name="facility">Where the facility stands that the maker chose: <c>facility</c> or <c>body/targets/facility</c>.</param>
    public void AddTo(JsonObject target, string facility)
    {
        var (values, list) = (new JsonObject(), new JsonObject());
        if (Lists is not null)
        {
            values["facility"] = new JsonObject { ["parameter"] = facility[(facility.LastIndexOf('/') + 1)..] };
            list["facility"] = new JsonObject { ["parameterReference"] = facility };
        }

        if (this != Systems && this != EventTypes)
            (values["limit"], list["limit"]) = (Items, Items);
        target[Values] = With(
            new JsonObject { ["operationId"] = Operation, ["value-collection"] = "value", ["value-path"] = Value, ["value-title"] = Title }, values);
        target[List] = With(
            new JsonObject { ["operationId"] = Operation, ["itemsPath"] = "value", ["itemValuePath"] = Value, ["itemTitlePath"] = Title }, list);
    }

    /// <summary>Removes the drop-downs from a schema that a facility cannot fill.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="can">The operations of the catalogue that it has.</param>
    public static void RemoveFrom(JsonObject schema, IReadOnlySet<string> can)
    {
        if ((string?)schema[Values]?["operationId"] is { } operation
            && All.First(list => list.Operation == operation) is { Lists: { } lists } && !can.Contains(lists))
        {
            schema.Remove(Values);
            schema.Remove(List);
        }

        foreach (var member in (schema["properties"] as JsonObject ?? []).Select(member => member.Value).Append(schema["items"]).OfType<JsonObject>())
            RemoveFrom(member, can);
    }

    private static JsonObject With(JsonObject extension, JsonObject parameters)
    {
        if (parameters.Count > 0)
            extension["parameters"] = parameters;
        return extension;
    }
}
