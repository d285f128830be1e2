using System.Text.Json;
using Gatehouse.Testing;
using Microsoft.AspNetCore.Routing.Template;

namespace Gatehouse.Functions.Tests.PowerPlatform;

public sealed class ConnectorRouteTests
{
    [Fact]
    public void Every_operation_of_the_connector_is_served_by_a_function()
    {
        var definition = JsonElement.Parse(File.ReadAllBytes(Repository.PathOf("infra", "power-platform", "apiDefinition.swagger.json")));
        var start = definition.GetProperty("basePath").GetString();
        var operations = definition.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(member => !member.Name.StartsWith("x-", StringComparison.Ordinal))
            .Select(member => (Path: start + path.Name, Method: member.Name))).ToList();

        operations.Count.ShouldBeGreaterThan(30);
        foreach (var (path, method) in operations)
        {
            var called = path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            Shell.Http.Count(function => function.Trigger.Methods!.Contains(method)
                && new TemplateMatcher(TemplateParser.Parse(function.Trigger.Route!), []).TryMatch(called, [])).ShouldBe(1, $"{method} {path}");
        }
    }
}
