using System.Text.Json;
using Gatehouse.Api.PowerPlatform;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.PowerPlatform;

/// <summary>Keeps the committed definition what the endpoints say. <c>GATEHOUSE_UPDATE_DOCS=1</c> renews it.</summary>
public sealed class DefinitionTests
{
    [Fact]
    public async Task The_committed_definition_is_what_the_endpoints_say()
    {
        await using var hub = await Hub.StartAsync();
        var current = await hub.Services.GetRequiredService<ConnectorDocument>().WriteAsync(ConnectorHead.SampleHost, "/api/v1", CancellationToken.None);
        if (Environment.GetEnvironmentVariable("GATEHOUSE_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(CommittedConnector.Path, current);

        (await File.ReadAllTextAsync(CommittedConnector.Path)).ShouldBe(current, "Run GATEHOUSE_UPDATE_DOCS=1 dotnet test tests/Gatehouse.Api.Tests");
    }

    [Fact]
    public async Task A_hub_gives_the_definition_with_its_own_host()
    {
        await using var hub = await Hub.StartAsync();
        var definition = await hub.Anonymous.GetJsonAsync("power-platform/apiDefinition.swagger.json");
        definition.Text("host").ShouldBe(hub.Address.Authority);
        definition.Text("basePath").ShouldBe("/api/v1");
        definition.Text("swagger").ShouldBe("2.0");
    }

    [Fact]
    public void Makers_find_the_six_triggers_and_the_polling_one_first()
    {
        var definition = CommittedConnector.Definition;
        var operations = CommittedConnector.Operations(definition).ToList();
        operations.Where(operation => operation.Operation.TryGetProperty("x-ms-trigger", out _)).Select(operation => operation.Operation.Text("summary")).ShouldBe(
        [
            "When a visitor arrives", "When a visit is created or changed", "When a visitor leaves", "When access is granted", "When access fails",
            "When a door is used", "When events are logged (polling)",
        ]);
        operations[0].Operation.Text("operationId").ShouldBe("WhenAVisitorArrives");
    }

    [Fact]
    public void A_webhook_trigger_says_where_it_is_told_what_it_is_told_and_where_it_ends()
    {
        var definition = CommittedConnector.Definition;
        var triggers = CommittedConnector.Operations(definition)
            .Where(operation => operation.Operation.TryGetProperty("x-ms-trigger", out var kind) && kind.GetString() == "single").ToList();
        triggers.Count.ShouldBe(6);
        foreach (var (path, method, operation) in triggers)
        {
            method.ShouldBe("post");
            var body = CommittedConnector.Parameters(operation).Single(parameter => parameter.Text("in") == "body");
            var input = CommittedConnector.Resolve(definition, body.GetProperty("schema"));
            var url = input.GetProperty("properties").GetProperty("url");
            url.GetProperty("x-ms-notification-url").GetBoolean().ShouldBeTrue();
            url.Text("x-ms-visibility").ShouldBe("internal");
            input.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ShouldBe(["url"]);
            operation.GetProperty("responses").GetProperty("201").GetProperty("headers").TryGetProperty("Location", out _).ShouldBeTrue(path);

            var content = definition.GetProperty("paths").GetProperty(path).GetProperty("x-ms-notification-content");
            var told = CommittedConnector.Resolve(definition, content.GetProperty("schema")).GetProperty("properties");
            told.GetProperty("type").Text("x-ms-summary").ShouldBe("Type");
            told.GetProperty("data").GetProperty("properties").EnumerateObject().ShouldNotBeEmpty();
        }

        CommittedConnector.Operations(definition).ShouldContain(operation =>
            operation.Method == "delete" && operation.Path == "/subscriptions/{id}" && operation.Operation.Text("x-ms-visibility") == "internal");
    }

    [Fact]
    public void A_create_asks_for_the_caller_s_key()
    {
        var definition = CommittedConnector.Definition;
        foreach (var id in new[] { "CreateVisit", "CreatePerson", "CreateOrganization" })
        {
            var schema = Body(definition, id);
            schema.GetProperty("x-ms-dynamic-schema").Text("operationId").ShouldBe("GetInputSchema");
            schema.GetProperty("x-ms-dynamic-schema").Text("value-path").ShouldBe("schema");
            schema.GetProperty("x-ms-dynamic-properties").Text("itemValuePath").ShouldBe("schema");
        }

        var grant = CommittedConnector.Resolve(definition, Body(definition, "GrantAccess"));
        grant.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ShouldBe(["key", "subject", "window", "targets"]);
    }

    [Fact]
    public void A_group_asks_for_a_key_in_the_header_and_for_nothing_that_it_refuses()
    {
        var definition = CommittedConnector.Definition;
        var group = CommittedConnector.Operations(definition).Single(found => found.Operation.Text("operationId") == "CreateGroupVisit").Operation;
        var key = CommittedConnector.Parameters(group).Single(parameter => parameter.Text("in") == "header");
        (key.Text("name"), key.Text("x-ms-summary"), key.GetProperty("required").GetBoolean()).ShouldBe(("Idempotency-Key", "Key", true));
        var common = CommittedConnector.Resolve(definition, Body(definition, "CreateGroupVisit")).GetProperty("properties").GetProperty("common").GetProperty("properties");
        common.EnumerateObject().Select(member => member.Name).Intersect(["key", "visitor", "arrived", "access"]).ShouldBeEmpty();
        common.TryGetProperty("window", out _).ShouldBeTrue();

        CommittedConnector.Operations(definition).Where(found => CommittedConnector.Parameters(found.Operation).Any(parameter => parameter.Text("name") == "Idempotency-Key"))
            .ShouldHaveSingleItem();
    }

    [Fact]
    public void Lists_are_paged_by_their_next_link()
    {
        var definition = CommittedConnector.Definition;
        var lists = CommittedConnector.Operations(definition).Where(operation => operation.Operation.TryGetProperty("x-ms-pageable", out _)).ToList();
        lists.Count.ShouldBeGreaterThan(10);
        foreach (var (path, _, operation) in lists)
        {
            operation.GetProperty("x-ms-pageable").Text("nextLinkName").ShouldBe("nextLink");
            CommittedConnector.Parameters(operation).ShouldNotContain(parameter => parameter.Text("name") == "cursor", path);
        }

        var update = CommittedConnector.Properties.GetProperty("policyTemplateInstances").EnumerateArray().Single(policy => policy.Text("templateId") == "updatenextlink");
        update.GetProperty("parameters").GetProperty("x-ms-apimTemplate-operationName").EnumerateArray().Select(id => id.GetString())
            .ShouldBe(lists.Select(operation => operation.Operation.Text("operationId")), ignoreOrder: true);
    }

    [Fact]
    public void The_qr_code_is_a_file_for_flows()
    {
        var definition = CommittedConnector.Definition;
        var operation = CommittedConnector.Operations(definition).Single(found => found.Operation.Text("operationId") == "GetQrCode").Operation;
        var answer = CommittedConnector.Resolve(definition, operation.GetProperty("responses").GetProperty("200").GetProperty("schema")).GetProperty("properties");
        answer.EnumerateObject().Select(member => member.Name).ShouldBe(["contentType", "contentBytes", "expiresAt"]);
        answer.GetProperty("contentBytes").Text("format").ShouldBe("byte");
    }

    [Fact]
    public void The_pass_has_its_link_and_when_it_expires()
    {
        var definition = CommittedConnector.Definition;
        foreach (var id in new[] { "GetPass", "GetGrantPass" })
        {
            var operation = CommittedConnector.Operations(definition).Single(found => found.Operation.Text("operationId") == id).Operation;
            var answer = CommittedConnector.Resolve(definition, operation.GetProperty("responses").GetProperty("200").GetProperty("schema")).GetProperty("properties");
            answer.GetProperty("passUrl").Text("x-ms-summary").ShouldBe("Pass Link");
            answer.GetProperty("expiresAt").Text("format").ShouldBe("date-time");
        }
    }

    private static JsonElement Body(JsonElement definition, string id) =>
        CommittedConnector.Parameters(CommittedConnector.Operations(definition).Single(found => found.Operation.Text("operationId") == id).Operation)
            .Single(parameter => parameter.Text("in") == "body").GetProperty("schema");
}
