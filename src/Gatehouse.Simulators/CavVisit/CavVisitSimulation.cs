using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>CavVisit's routes and data. Every call names its customer and that customer's key.</summary>
internal sealed class CavVisitSimulation : IVendorSimulation
{
    private static readonly Dictionary<string, string> Nothing = new(0, StringComparer.Ordinal);

    private readonly CavVisitAssumptions _assumptions;
    private readonly CavVisitAnswers _answers;
    private readonly CavVisitIds _ids = new();
    private readonly FrozenDictionary<int, CavVisitCustomer> _byId;

    public CavVisitSimulation(CavVisitSimulatorOptions options)
    {
        _assumptions = options.Assumptions;
        _answers = new CavVisitAnswers(_assumptions);
        Customers = [.. options.Customers.Select(settings => new CavVisitCustomer(settings, _ids, _assumptions, options.Host.Clock))];
        _byId = Customers.ToFrozenDictionary(customer => customer.Id);
        Reset();
    }

    public IReadOnlyList<CavVisitCustomer> Customers { get; }

    public string BasePath => "/api/";

    public IReadOnlySet<string> SecretParameters { get; } = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "customerKey");

    public CavVisitCustomer? Find(int customerId) => _byId.GetValueOrDefault(customerId);

    public void Map(VendorRoutes routes)
    {
        var visits = new VisitEndpoints(_assumptions, _answers);
        Map(routes, "GET", "Visits/GetVisits", visits.List);
        Map(routes, "GET", "Visits/GetVisitById", visits.Get);
        Map(routes, "GET", "Visits/GetVisitsByHost", visits.ListByHost);
        Map(routes, "GET", "Visits/GetVisitsByDate", visits.ListByDate);
        Map(routes, "POST", "Visits/CreateVisit", visits.Create);
        Map(routes, "POST", "Visits/CreateGroupVisit", visits.CreateGroup);
        Map(routes, "PUT", "Visits/UpdateVisit", visits.Update);
        Map(routes, "DELETE", "Visits/DeleteVisit", visits.Delete);

        var companies = new CompanyEndpoints(_assumptions, _answers);
        Map(routes, "GET", "Companies/GetCompanies", companies.List);
        Map(routes, "POST", "Companies/CreateCompany", companies.Create);
        Map(routes, "PUT", "Companies/UpdateCompany", companies.Update);
        Map(routes, "DELETE", "Companies/DeleteCompany", companies.Delete);

        var hosts = new HostEndpoints(_assumptions, _answers);
        Map(routes, "GET", "Hosts/GetHost", hosts.Get);
        Map(routes, "GET", "Hosts/GetHostByGuid", hosts.GetByGuid);
        Map(routes, "GET", "Hosts/GetHosts", hosts.List);
        Map(routes, "POST", "Hosts/CreateHost", hosts.Create);
        Map(routes, "PUT", "Hosts/UpdateHost", hosts.Update);
        Map(routes, "DELETE", "Hosts/DeleteHost", hosts.Delete);
        Map(routes, "PUT", "Hosts/ActivateHost", hosts.Activate);
        Map(routes, "PUT", "Hosts/DeactivateHost", hosts.Deactivate);
    }

    public void MapControl(IEndpointRouteBuilder control) => new CheckRoutes(this, _answers).Map(control);

    public SimulatorResponse NotFound(SimulatedRequest request) =>
        _answers.Error(404, $"No HTTP resource was found that matches the request URI '{request.Path}'.");

    public SimulatorResponse MethodNotAllowed(SimulatedRequest request) =>
        _answers.Error(405, $"The requested resource does not support http method '{request.Method}'.");

    public void Reset()
    {
        _ids.Reset();
        foreach (var customer in Customers)
        {
            customer.Clear();
            CavVisitSeeds.Fill(customer);
        }
    }

    public void WriteDump(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("customers");
        foreach (var customer in Customers)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", customer.Id);
            writer.WriteString("name", customer.Name);
            writer.WriteString("timeZone", customer.TimeZone.Id);
            writer.WritePropertyName("visits");
            JsonSerializer.Serialize(writer, customer.Visits.List(), _answers.Json.IReadOnlyListVisit);
            writer.WritePropertyName("companies");
            JsonSerializer.Serialize(writer, customer.Companies.List(), _answers.Json.IReadOnlyListCompany);
            writer.WritePropertyName("hosts");
            JsonSerializer.Serialize(writer, customer.Hosts.List(), _answers.Json.IReadOnlyListHost);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Map(VendorRoutes routes, string method, string path, Func<CavVisitCall, SimulatorResponse> handle)
    {
        if (method == "GET")
            routes.Map(method, path, request => handle(Authenticated(request.Query, Nothing)));
        else
            routes.Map(method, path, request => handle(Write(request)));
    }

    private CavVisitCall Write(SimulatedRequest request)
    {
        var accepted = _assumptions.WriteEncodings;
        var bodyAccepted = request.Encoding switch
        {
            BodyEncoding.None => true,
            BodyEncoding.Form => accepted.HasFlag(WriteEncodings.Form),
            BodyEncoding.Json => accepted.HasFlag(WriteEncodings.Json),
            _ => false,
        };
        if (!bodyAccepted)
            throw _answers.Refuse(415, $"The request entity's media type '{request.ContentType}' is not supported for this resource.");
        if (request.BodyProblem is { } problem)
            throw _answers.Refuse(400, $"The request is invalid: {problem}");

        return Authenticated(request.Body, accepted.HasFlag(WriteEncodings.Query) ? request.Query : Nothing);
    }

    private CavVisitCall Authenticated(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> fallback)
    {
        var key = values.GetValueOrDefault("customerKey") ?? fallback.GetValueOrDefault("customerKey");
        var text = values.GetValueOrDefault("customerId") ?? fallback.GetValueOrDefault("customerId");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && Find(id) is { } customer
            && string.Equals(customer.Key, key, StringComparison.Ordinal)
            ? new CavVisitCall(customer, values, fallback, _answers)
            : throw _answers.Refuse(_assumptions.RefusedStatus, "Authorization has been denied for this request.");
    }
}
