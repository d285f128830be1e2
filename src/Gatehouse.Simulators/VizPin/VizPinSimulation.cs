using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.VizPin;

/// <summary>VIZpin's one address, its methods and data. Every call carries the partner's key, and all but the login a token.</summary>
internal sealed class VizPinSimulation : IVendorSimulation
{
    private const string LoginMethod = "com.vizpin.user.authenticate";
    private const int LongestId = 10;

    private readonly VizPinSimulatorOptions _options;
    private readonly VizPinAssumptions _assumptions;
    private readonly FrozenDictionary<string, VizPinMethod> _methods;

    public VizPinSimulation(VizPinSimulatorOptions options)
    {
        _options = options;
        _assumptions = options.Assumptions;
        Tokens = new VizPinTokens(options.Host.Clock, _assumptions.TokenInactivity);
        Data = new VizPinData(options.Host.Clock);
        IEnumerable<VizPinMethod> methods =
        [
            new(LoginMethod, new(9, "API_VIZPIN_AUTENTICATE_SUCCESS"), "User successfully authenticated and verified", Authenticate),
            new("com.vizpin.time", new(11, "API_VIZPIN_TIME_SUCCESS"), " User requested time", _ => []),
            .. new PlaceMethods(Data, _assumptions).All,
            .. new UserMethods(Data, options).All,
            .. new AccessMethods(Data, options).All,
        ];
        _methods = methods.ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);
        Reset();
    }

    public VizPinData Data { get; }

    public VizPinTokens Tokens { get; }

    public string BasePath => "/services/apexrest/oem-api/";

    public IReadOnlySet<string> SecretParameters { get; } = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "oem_key", "password", "token");

    public string CallOf(SimulatedRequest request) => $"{request.Path.TrimEnd('/')}#{request.Body.GetValueOrDefault("method")}";

    public void Map(VendorRoutes routes) => routes.Map("POST", "", Answer);

    public void MapControl(IEndpointRouteBuilder control) => new VizPinControl(this).Map(control);

    public SimulatorResponse NotFound(SimulatedRequest request) =>
        SimulatorResponse.Json(404, """[{"errorCode":"NOT_FOUND","message":"Could not find a match for URL"}]""");

    public SimulatorResponse MethodNotAllowed(SimulatedRequest request) =>
        SimulatorResponse.Json(405, """[{"errorCode":"METHOD_NOT_ALLOWED","message":"HTTP Method not allowed"}]""");

    public void Reset()
    {
        Tokens.RevokeAll();
        Data.Clear();
        VizPinSeeds.Fill(Data);
    }

    public void WriteDump(Utf8JsonWriter writer) => VizPinDump.Of(Data, Tokens).WriteTo(writer);

    private SimulatorResponse Answer(SimulatedRequest request)
    {
        try
        {
            var method = Method(request);
            var members = method.Call(new VizPinCall(Parameters(request, method), _assumptions.ProseNames));
            return Envelope(request, status: 1, "result", Result(method.Success, method.Message, members));
        }
        catch (VizPinRefusal refusal)
        {
            var member = _assumptions.FailureMember == FailureMember.Error ? "error" : "result";
            var failure = new JsonObject { ["message"] = refusal.Message, ["code"] = CodeOf(refusal.Code) };
            return Envelope(request, status: 0, member, failure);
        }
    }

    private VizPinMethod Method(SimulatedRequest request)
    {
        if (request.Encoding != BodyEncoding.Json || request.BodyProblem is not null)
            throw VizPinCall.Wrong("the body is not JSON");
        var id = request.Body.GetValueOrDefault("id") ?? "";
        if (id.Length is 0 or > LongestId || !id.All(char.IsAsciiLetterOrDigit))
            throw VizPinCall.Wrong("id is not 1 to 10 alphanumerics");
        if ((request.Body.GetValueOrDefault("jsonrpc") ?? request.Body.GetValueOrDefault("Jsonrpc")) != "2.0")
            throw VizPinCall.Wrong("jsonrpc is not 2.0");
        if (!_assumptions.Versions.Contains(request.Body.GetValueOrDefault("!version") ?? ""))
            throw VizPinCall.Wrong("!version is not supported");
        var name = request.Body.GetValueOrDefault("method") ?? "";
        return _methods.GetValueOrDefault(name) ?? throw new VizPinRefusal(VizPinCode.UnknownMethod, $"Method not found: {name}");
    }

    private JsonObject Parameters(SimulatedRequest request, VizPinMethod method)
    {
        var parameters = request.Body.GetValueOrDefault("params") is { } text && text.StartsWith('{')
            ? JsonNode.Parse(text)!.AsObject()
            : throw VizPinCall.Wrong("params is missing");
        if (method.Name != LoginMethod && !Tokens.Use(request.Header("token")))
            throw new VizPinRefusal(VizPinCode.SessionEnded, "Invalid or expired token");
        if (VizPinJson.Text(parameters["oem_key"]) != _options.OemKey)
            throw new VizPinRefusal(VizPinCode.WrongOemKey, "Missing or invalid oem_key");
        return parameters;
    }

    private JsonObject Authenticate(VizPinCall call) =>
        call.Text("username") == _options.Username && call.Text("password") == _options.Password
            ? new JsonObject { ["token"] = Tokens.Issue() }
            : throw new VizPinRefusal(VizPinCode.LoginRefused, "Missing or invalid password or username");

    private JsonObject Result(VizPinCode code, string message, JsonObject members)
    {
        var result = new JsonObject { ["message"] = message, ["code"] = CodeOf(code), ["now"] = Data.Now.ToUnixTimeSeconds() };
        foreach (var (name, value) in members)
            result[name] = value?.DeepClone();
        return result;
    }

    private JsonNode CodeOf(VizPinCode code) => _assumptions.CodeNames ? code.Name : code.Number;

    private SimulatorResponse Envelope(SimulatedRequest request, int status, string member, JsonObject content)
    {
        var answer = new JsonObject { ["status"] = status, [member] = content, ["jsonrpc"] = "2.0" };
        var id = request.Body.GetValueOrDefault("id") ?? "";
        if (_assumptions.AnswerId == AnswerId.Same)
            answer["id"] = id;
        else if (_assumptions.AnswerId == AnswerId.Other)
            answer["id"] = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number + 1 : 1_491_396_943;
        return SimulatorResponse.Json(200, VizPinJson.Write(answer));
    }
}
