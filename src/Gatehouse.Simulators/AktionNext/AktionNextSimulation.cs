using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>Aktion NEXT's routes and data. Every call but login names a token in its query string.</summary>
internal sealed class AktionNextSimulation : IVendorSimulation
{
    private readonly AktionNextSimulatorOptions _options;
    private readonly AktionAnswers _answers;
    private readonly AktionDates _dates;
    private readonly AktionObjects _objects;
    private readonly AktionTokens _tokens;

    public AktionNextSimulation(AktionNextSimulatorOptions options)
    {
        _options = options;
        _answers = new AktionAnswers(options.Assumptions.ErrorForm);
        _dates = new AktionDates(TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone), options.Assumptions.DateForm);
        _objects = new AktionObjects(_dates);
        _tokens = new AktionTokens(options.Host.Clock, TimeSpan.FromSeconds(options.Assumptions.TokenSeconds));
        Data = new AktionNextData(options.Host.Clock, _tokens);
        Reset();
    }

    public AktionNextData Data { get; }

    public string BasePath => "/AktionNEXT/API/";

    public IReadOnlySet<string> SecretParameters { get; } = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Token", "ApiKey");

    public void Map(VendorRoutes routes)
    {
        routes.Map("POST", "login", Login);

        var visits = new VisitEndpoints(Data, _objects, _options.Assumptions);
        Map(routes, "POST", "visit/end", visits.End);
        Map(routes, "POST", "visit/create", visits.Create);
        Map(routes, "GET", "visit/getIdentifierEntryCode", visits.GetEntryCode);
        if (_options.Assumptions.HasUnlistedVisitCalls)
        {
            Map(routes, "POST", "visit/schedule", visits.Schedule);
            Map(routes, "GET", "visit/getAll", visits.List);
            Map(routes, "GET", "visit/get", visits.Get);
        }

        var people = new PersonEndpoints(Data, _objects, _options.Assumptions);
        Map(routes, "GET", "visit/getPersonByName", people.FindByName);
        Map(routes, "GET", "visit/getStructureAll", people.ListStructures);
        Map(routes, "GET", "person/get", people.Get);
        Map(routes, "GET", "person/getAll", people.List);
        Map(routes, "POST", "person/create", people.Create);

        var visitors = new VisitorEndpoints(Data, _dates);
        Map(routes, "GET", "visit/checkKiosk", VisitorEndpoints.CheckKiosk);
        Map(routes, "GET", "visit/getEDocData", visitors.GetDocument);
        Map(routes, "POST", "visitor/getByDoc", visitors.GetByDocument);
        Map(routes, "GET", "visitor/getFirmByTitle", VisitorEndpoints.FindFirms);
        Map(routes, "POST", "visitor/createActivity", VisitorEndpoints.CreateActivity);

        var attendance = new AttendanceEndpoints(Data, _objects);
        Map(routes, "GET", "attendance/getPassAll", attendance.List);
        Map(routes, "GET", "attendance/getPassBySensor", attendance.ListBySensor);
        Map(routes, "GET", "attendance/getPassByPerson", attendance.ListByPerson);
        Map(routes, "GET", "attendance/getEventDescription", AttendanceEndpoints.ListDescriptions);
    }

    public void MapControl(IEndpointRouteBuilder control) => new AktionControlRoutes(Data, _objects).Map(control);

    public SimulatorResponse NotFound(SimulatedRequest request) => AktionAnswers.Write(
        request, 404, new JsonObject { ["Message"] = $"No HTTP resource was found that matches the request URI '{request.Path}'." });

    public SimulatorResponse MethodNotAllowed(SimulatedRequest request) => AktionAnswers.Write(
        request, 405, new JsonObject { ["Message"] = $"The requested resource does not support http method '{request.Method}'." });

    public void Reset()
    {
        Data.Clear();
        AktionNextSeeds.Fill(Data);
    }

    public void WriteDump(Utf8JsonWriter writer) => new JsonObject
    {
        ["visits"] = new JsonArray([.. Data.Visits.List().Select(AktionObjects.Visit)]),
        ["people"] = new JsonArray([.. Data.People.List().Select(_objects.Person)]),
        ["structures"] = new JsonArray([.. Data.Structures.List().Select(AktionObjects.Structure)]),
        ["passages"] = new JsonArray([.. Data.Passages.List().Select(_objects.Passage)]),
    }.WriteTo(writer);

    private SimulatorResponse Login(SimulatedRequest request)
    {
        var call = new AktionCall(request, Body(request), _answers, _dates, _options.Assumptions);
        if (Data.TakeRefusal("login") is { } refusal)
            throw call.Refuse(refusal.Code);
        var (user, key) = (call.BodyText("UserLogin", 100), call.BodyText("ApiKey", 1000));
        if (user != _options.UserLogin)
            throw call.Refuse(1003);
        if (key != _options.ApiKey)
            throw call.Refuse(1004);

        var (token, expires) = _tokens.Issue();
        return call.Answer(new JsonObject
        {
            ["Token"] = token.ToString(),
            ["ExpireInSec"] = _options.Assumptions.TokenSeconds,
            ["ExpireDate"] = _dates.Write(expires),
        });
    }

    private void Map(VendorRoutes routes, string method, string path, Func<AktionCall, SimulatorResponse> handle) =>
        routes.Map(method, path, request => Serve(request, path, handle));

    private SimulatorResponse Serve(SimulatedRequest request, string path, Func<AktionCall, SimulatorResponse> handle)
    {
        var body = request.Method == "GET" ? [] : Body(request);
        var call = new AktionCall(request, body, _answers, _dates, _options.Assumptions);
        RequireToken(call);
        if (Data.TakeRefusal(path) is not { } refusal)
            return handle(call);

        if (refusal.Effect)
            handle(call);
        throw call.Refuse(refusal.Code, refusal.Code is 1006 or 1007 or 1008 ? "127.0.0.1" : path);
    }

    private void RequireToken(AktionCall call)
    {
        var text = call.Text("Token");
        if (!Guid.TryParse(text, out var token))
            throw call.Invalid("The value is not valid for Token.");
        if (_tokens.Problem(token) is { } code)
            throw call.Refuse(code, text);
    }

    private JsonObject Body(SimulatedRequest request)
    {
        var type = request.ContentType?.Split(';')[0].Trim();
        var isXml = string.Equals(type, "application/xml", StringComparison.OrdinalIgnoreCase);
        if (!isXml && !string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(_answers.Error(request, AktionError.UnsupportedMediaType));

        try
        {
            return isXml
                ? AktionXml.Read(request.RawBody.Span)
                : JsonNode.Parse(request.RawBody.Span) as JsonObject ?? throw new JsonException("The body is no object.");
        }
        catch (Exception exception) when (exception is JsonException or XmlException)
        {
            throw _answers.Refuse(request, 1002, null, exception.Message);
        }
    }
}
