using System.Text.Json;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Requests;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>What inputs look like at a facility: what it requires, and the fields of its vendor.</summary>
internal sealed class InputSchemaEndpoints(FacilityDirectory directory, ConnectorRegistry connectors, ConnectorDocument document)
    : EndpointGroup("Facilities")
{
    public override void Map(IEndpointRouteBuilder api) => Map(
            api, HttpMethods.Get, "/facilities/{facility}/schemas/{operation}", Scopes.FacilitiesRead,
            "getInputSchema", "Get the schema of an operation's input at a facility, with the fields it requires", GetAsync)
        .Answers<InputSchemaAnswer>();

    private async Task GetAsync(HttpContext context)
    {
        QueryReader.CheckNone(context);
        var name = context.Route("operation");
        if (!ConnectorForms.Operations.Contains(name))
        {
            throw new HubException(
                HubErrorKind.NotFound, "schema_not_found", $"There is no schema of '{name}'. There are: {string.Join(", ", ConnectorForms.Operations)}.");
        }

        var facility = await directory.GetAsync(context.Route("facility"), context.RequestAborted);
        var operation = OperationCatalogue.All.First(known => known.Name == name);
        var handler = connectors.Get(facility.Facility.System).Find(operation);
        var schema = ConnectorForms.Write(
            await document.SchemasAsync(context.RequestAborted), name, handler?.Required ?? [], handler?.Fields(facility) ?? [], Lists(facility));
        await JsonAnswer.OkAsync(context, new InputSchemaAnswer(JsonElement.Parse(schema.ToJsonString())));
    }

    // A drop-down that the facility cannot fill would show an error.
    private HashSet<string> Lists(FacilityContext facility) =>
    [
        .. connectors.Capabilities(facility).Where(capability => capability.State == CapabilityState.Supported).Select(capability => capability.Operation),
    ];
}
