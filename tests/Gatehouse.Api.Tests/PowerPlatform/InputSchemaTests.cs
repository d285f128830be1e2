using System.Net;
using System.Text.Json;
using Gatehouse.Api.Tests.Visits;
using Gatehouse.Facilities;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.PowerPlatform;

public sealed class InputSchemaTests
{
    [Fact]
    public async Task A_visit_s_schema_asks_for_what_the_facility_requires_and_offers_its_fields()
    {
        await using var installation = await Installation.StartAsync();
        var schema = (await installation.Admin.GetJsonAsync("facilities/hq/schemas/visits.create")).GetProperty("schema");

        Required(schema).ShouldBe(["key", "visitor", "window"]);
        Required(Member(schema, "visitor")).ShouldBe(["name"]);
        Required(Member(schema, "window")).ShouldBe(["from", "to"]);
        Member(schema, "window", "from").Text("x-ms-summary").ShouldBe("Start Time");
        Member(schema, "window", "from").Text("format").ShouldBe("date-time");
        Member(schema, "visitor", "firstName").Text("x-ms-summary").ShouldBe("Visitor First Name");
        Member(schema, "host", "id").GetProperty("x-ms-dynamic-values").Text("operationId").ShouldBe("ListPeople");
        Member(schema, "vehicle").Text("x-ms-visibility").ShouldBe("advanced");

        var fields = Member(schema, "fields").GetProperty("properties");
        fields.GetProperty("Field1").Text("type").ShouldBe("string");
        fields.GetProperty("Cfield1").Text("type").ShouldBe("boolean");
        fields.TryGetProperty("Field10", out _).ShouldBeFalse("It holds the hub's marker.");
    }

    [Fact]
    public async Task A_change_requires_nothing_and_has_no_key()
    {
        await using var installation = await Installation.StartAsync();
        var schema = (await installation.Admin.GetJsonAsync("facilities/hq/schemas/visits.update")).GetProperty("schema");
        schema.TryGetProperty("required", out _).ShouldBeFalse();
        schema.GetProperty("properties").TryGetProperty("key", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Doors_are_chosen_where_the_system_wants_them_and_hosts_are_not_where_it_cannot_list_them()
    {
        await using var hub = await Hub.StartAsync();
        var settings = new Dictionary<string, JsonElement> { ["organisationId"] = JsonElement.Parse("\"7\""), ["clientId"] = JsonElement.Parse("\"c\"") };
        await hub.Services.GetRequiredService<FacilityStore>().SaveAsync(
            new Facility { Id = "tower", Name = "Tower", System = "spintly", TimeZone = "UTC", Settings = settings }, null, CancellationToken.None);
        var schema = (await hub.Admin.GetJsonAsync("facilities/tower/schemas/visits.create")).GetProperty("schema");

        Required(schema).ShouldContain("fields");
        var doors = Member(schema, "fields", "accessPoints");
        doors.Text("type").ShouldBe("array");
        doors.GetProperty("items").GetProperty("x-ms-dynamic-list").Text("operationId").ShouldBe("ListAccessPoints");
        Member(schema, "host", "id").TryGetProperty("x-ms-dynamic-values", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_operation_without_a_form_is_named_with_those_that_have_one()
    {
        await using var installation = await Installation.StartAsync();
        using var answer = await installation.Admin.GetAsync("facilities/hq/schemas/visits.end");
        (await answer.ProblemAsync(HttpStatusCode.NotFound, "schema_not_found")).Text("detail").ShouldContain("visits.create");
    }

    private static IReadOnlyList<string?> Required(JsonElement schema) => [.. schema.GetProperty("required").EnumerateArray().Select(name => name.GetString())];

    private static JsonElement Member(JsonElement schema, params string[] path) =>
        path.Aggregate(schema, (parent, name) => parent.GetProperty("properties").GetProperty(name));
}
