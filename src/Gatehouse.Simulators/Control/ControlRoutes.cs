using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.Control;

/// <summary>The routes under <c>/_sim</c>, the same for every vendor. They are not logged and no fault hits them.</summary>
internal sealed class ControlRoutes(IVendorSimulation vendor, FaultPlan faults, RequestLog log, Action reset)
{
    public void Map(IEndpointRouteBuilder control)
    {
        Map(control, "POST", "reset", ResetAsync);
        Map(control, "GET", "dump", DumpAsync);
        Map(control, "GET", "requests", ListRequestsAsync);
        Map(control, "DELETE", "requests", ClearRequestsAsync);
        Map(control, "GET", "faults", ListFaultsAsync);
        Map(control, "POST", "faults", AddFaultAsync);
        Map(control, "DELETE", "faults", ClearFaultsAsync);
        vendor.MapControl(control);
        control.MapFallback("{**path}", context => RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such control route."));
    }

    /// <summary>Answers with <c>{"error": …}</c>.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string error) => AnswerAsync(
        context, new Dictionary<string, string>(StringComparer.Ordinal) { ["error"] = error }, ControlJson.Default.DictionaryStringString, status);

    private static void Map(IEndpointRouteBuilder control, string method, string path, RequestDelegate handle) =>
        control.MapMethods(path, [method], handle);

    private Task ResetAsync(HttpContext context)
    {
        reset();
        return NothingAsync(context);
    }

    private async Task DumpAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer))
            vendor.WriteDump(writer);
        await SimulatorResponse.Json(StatusCodes.Status200OK, buffer.ToArray()).WriteAsync(context);
    }

    private Task ListRequestsAsync(HttpContext context)
    {
        var after = context.Request.Query["after"];
        if (after.Count == 0)
            return AnswerAsync(context, log.List(), ControlJson.Default.IReadOnlyListRequestEntry);
        return long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? AnswerAsync(context, log.List(sequence), ControlJson.Default.IReadOnlyListRequestEntry)
            : RefuseAsync(context, StatusCodes.Status400BadRequest, "after must be a sequence number.");
    }

    private Task ClearRequestsAsync(HttpContext context)
    {
        log.Clear();
        return NothingAsync(context);
    }

    private Task ListFaultsAsync(HttpContext context) =>
        AnswerAsync(context, faults.Active, ControlJson.Default.IReadOnlyListPlannedFault);

    private async Task AddFaultAsync(HttpContext context)
    {
        try
        {
            var fault = await JsonSerializer.DeserializeAsync(context.Request.Body, ControlJson.Default.Fault, context.RequestAborted)
                ?? throw new JsonException("A fault is a JSON object.");
            var id = faults.Add(fault);
            var added = new PlannedFault(id, fault, fault.Next, Applied: 0);
            await AnswerAsync(context, [added], ControlJson.Default.IReadOnlyListPlannedFault, StatusCodes.Status201Created);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    private Task ClearFaultsAsync(HttpContext context)
    {
        faults.Clear();
        return NothingAsync(context);
    }

    private static Task NothingAsync(HttpContext context) =>
        SimulatorResponse.Nothing(StatusCodes.Status204NoContent).WriteAsync(context);

    private static Task AnswerAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        SimulatorResponse.Json(status, JsonSerializer.SerializeToUtf8Bytes(value, type)).WriteAsync(context);
}
