using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>Makes the vendor's answers, with its four ways to say what is wrong.</summary>
internal static class HappyHabitatAnswers
{
    public const string ResidentNotFound = "Resident not found";

    private const string TraceId = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    public static SimulatorResponse Ok<T>(T value, JsonTypeInfo<T> type, int status = 200) =>
        SimulatorResponse.Json(status, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>The framework's answer to "not found", and to a media type that it cannot read.</summary>
    public static SimulatorResponse Problem(int status)
    {
        var (type, title) = status == 404
            ? ("https://tools.ietf.org/html/rfc9110#section-15.5.5", "Not Found")
            : ("https://tools.ietf.org/html/rfc9110#section-15.5.16", "Unsupported Media Type");
        var body = JsonSerializer.SerializeToUtf8Bytes(new ProblemBody(type, title, status, TraceId), HappyHabitatJson.Vendor.ProblemBody);
        return new SimulatorResponse(status, body, "application/problem+json; charset=utf-8");
    }

    /// <summary>The vendor's object for input that does not fit.</summary>
    public static SimulatorResponse Validation(params IEnumerable<(string Field, string Message)> errors) => Ok(
        new ErrorBody(
            "VALIDATION_ERROR", "One or more validation errors occurred.",
            errors.ToDictionary(error => error.Field, IReadOnlyList<string> (error) => [error.Message], StringComparer.Ordinal), TraceId),
        HappyHabitatJson.Vendor.ErrorBody,
        400);

    /// <summary>The vendor's object for what its code did not expect of the database.</summary>
    public static SimulatorResponse DatabaseError { get; } =
        Ok(new ErrorBody("DATABASE_ERROR", "A database error occurred.", null, TraceId), HappyHabitatJson.Vendor.ErrorBody, 500);

    /// <summary>A bare text: the answer to a broken rule, and to a wrong password.</summary>
    public static SimulatorResponse Text(SimulatedRequest request, int status, string text) =>
        request.Header("Accept") is { } accept && accept.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) && !accept.Contains(',', StringComparison.Ordinal)
            ? SimulatorResponse.Json(status, $"\"{JsonEncodedText.Encode(text)}\"")
            : new SimulatorResponse(status, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    public static SimulatorResponse Unauthorized { get; } = SimulatorResponse.Nothing(401) with
    {
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["WWW-Authenticate"] = "Bearer" },
    };

    /// <summary>Reads a body.</summary>
    /// <exception cref="RefusedException">There is none, it is no JSON or it does not fit.</exception>
    public static T Read<T>(SimulatedRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        if (request.RawBody.IsEmpty)
            throw new RefusedException(Validation(("", "A non-empty request body is required.")));
        if (request.Encoding != BodyEncoding.Json)
            throw new RefusedException(Problem(415));

        try
        {
            return JsonSerializer.Deserialize(request.RawBody.Span, type)
                ?? throw new RefusedException(Validation(("", "A non-empty request body is required.")));
        }
        catch (JsonException exception)
        {
            throw new RefusedException(Validation((exception.Path ?? "$", exception.Message)));
        }
    }

    /// <summary>Reads a GUID of the address.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static Guid Id(SimulatedRequest request, string name)
    {
        var text = (string?)request.RouteValues[name];
        return Guid.TryParse(text, out var id) ? id : throw new RefusedException(Validation((name, $"The value '{text}' is not valid.")));
    }
}
