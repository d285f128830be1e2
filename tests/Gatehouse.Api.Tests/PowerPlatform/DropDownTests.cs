using System.Text.Json;

namespace Gatehouse.Api.Tests.PowerPlatform;

public sealed class DropDownTests
{
    private static readonly JsonElement Definition = CommittedConnector.Definition;

    [Fact]
    public void Systems_facilities_hosts_organizations_sites_doors_roles_and_event_types_are_chosen() =>
        CommittedConnector.Objects(Definition).Where(found => found.Value.TryGetProperty("x-ms-dynamic-values", out _))
            .Select(found => found.Value.GetProperty("x-ms-dynamic-values").Text("operationId")).Distinct()
            .ShouldBe(
                ["ListSystems", "ListFacilities", "ListPeople", "ListOrganizations", "ListSites", "ListAccessPoints", "ListRoles", "ListEventTypes"],
                ignoreOrder: true);

    [Fact]
    public void What_a_drop_down_shows_is_what_its_operation_lists()
    {
        foreach (var (path, target) in CommittedConnector.Objects(Definition))
        {
            if (!target.TryGetProperty("x-ms-dynamic-values", out var values))
                continue;
            var list = target.GetProperty("x-ms-dynamic-list");
            list.Text("operationId").ShouldBe(values.Text("operationId"), path);
            var item = Item(values.Text("operationId"), values.Text("value-collection"));
            foreach (var member in new[] { values.Text("value-path"), values.Text("value-title"), list.Text("itemValuePath"), list.Text("itemTitlePath") })
                item.GetProperty("properties").TryGetProperty(member, out _).ShouldBeTrue($"{path}: {member}");
        }
    }

    [Fact]
    public void What_a_drop_down_needs_stands_in_the_same_operation()
    {
        foreach (var (path, _, operation) in CommittedConnector.Operations(Definition))
        {
            var parameters = CommittedConnector.Parameters(operation).ToList();
            var body = parameters.Where(parameter => parameter.Text("in") == "body").Select(parameter => CommittedConnector.Resolve(Definition, parameter.GetProperty("schema"))).ToList();
            foreach (var (_, target) in parameters.Concat(body).SelectMany(found => CommittedConnector.Objects(found)))
            {
                if (!target.TryGetProperty("x-ms-dynamic-list", out var list) || !list.TryGetProperty("parameters", out var needs))
                    continue;
                foreach (var need in needs.EnumerateObject().Where(need => need.Value.ValueKind == JsonValueKind.Object && need.Value.TryGetProperty("parameterReference", out _)))
                {
                    var parts = need.Value.Text("parameterReference").Split('/');
                    var isThere = parts.Length == 1
                        ? parameters.Exists(parameter => parameter.Text("name") == parts[0])
                        : Has(body.ShouldHaveSingleItem(), parts[1..]);
                    isThere.ShouldBeTrue($"{path}: {need.Value}");
                }
            }
        }
    }

    private static bool Has(JsonElement schema, IEnumerable<string> path)
    {
        foreach (var part in path)
        {
            schema = schema.TryGetProperty("items", out var items) ? items : schema;
            if (!schema.TryGetProperty("properties", out var members) || !members.TryGetProperty(part, out schema))
                return false;
        }

        return true;
    }

    private static JsonElement Item(string operation, string collection)
    {
        var found = CommittedConnector.Operations(Definition).Single(known => known.Operation.Text("operationId") == operation).Operation;
        var answer = CommittedConnector.Resolve(Definition, found.GetProperty("responses").GetProperty("200").GetProperty("schema"));
        return CommittedConnector.Resolve(Definition, answer.GetProperty("properties").GetProperty(collection).GetProperty("items"));
    }
}
