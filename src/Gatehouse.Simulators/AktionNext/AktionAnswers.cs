using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>Makes the vendor's answers, in JSON or for whoever asks for it in XML.</summary>
internal sealed class AktionAnswers(ErrorForm form)
{
    // As the vendor's platform writes it; the answers are never put into a page.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SimulatorResponse Write(SimulatedRequest request, int status, JsonObject body) => WantsXml(request)
        ? new SimulatorResponse(status, AktionXml.Write(body), "application/xml; charset=utf-8")
        : SimulatorResponse.Json(status, body.ToJsonString(Options));

    /// <summary>The base response of a call that went well.</summary>
    public static JsonObject Done() => new() { ["Result"] = Result("OK", 0), ["Request"] = null };

    public SimulatorResponse Error(SimulatedRequest request, AktionError error, string? subject = null, params string[] problems)
    {
        var message = string.Format(CultureInfo.InvariantCulture, error.Message, subject ?? "");
        var result = Result(message, error.Code, problems);
        if (form == ErrorForm.Nested)
            return Write(request, error.Status, new JsonObject { ["Result"] = result, ["Request"] = Echo(request) });

        result.Remove("ModelStateErr");
        return Write(request, error.Status, result);
    }

    public RefusedException Refuse(SimulatedRequest request, int code, string? subject = null, params string[] problems) =>
        new(Error(request, AktionError.Of(code), subject, problems));

    private static JsonObject Result(string message, int? code, params string[] problems)
    {
        var result = new JsonObject { ["Message"] = message };
        if (code is { } number)
            result["Code"] = number;
        result["ModelStateErr"] = new JsonArray([.. problems.Select(problem => JsonValue.Create(problem))]);
        return result;
    }

    private static JsonObject? Echo(SimulatedRequest request)
    {
        if (request.Body.Count == 0)
            return null;

        var echo = new JsonObject();
        foreach (var (name, value) in request.Body)
            echo[name] = value;
        return echo;
    }

    private static bool WantsXml(SimulatedRequest request) =>
        request.Accept is { } accept
        && accept.Contains("application/xml", StringComparison.OrdinalIgnoreCase)
        && !accept.Contains("json", StringComparison.OrdinalIgnoreCase);
}
