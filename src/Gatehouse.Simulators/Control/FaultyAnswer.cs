using System.Text;

namespace Gatehouse.Simulators.Control;

/// <summary>What a fault makes of the right answer.</summary>
internal static class FaultyAnswer
{
    private const string Page = "<!DOCTYPE html><html><head><title>Service</title></head><body><h1>Please try later</h1></body></html>";

    /// <summary>The answer to send, or null when the connection is to be aborted.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="right">The right answer; null when the call took no effect.</param>
    public static SimulatorResponse? Make(Fault fault, SimulatorResponse? right)
    {
        var (contentType, own) = fault.Kind switch
        {
            FaultKind.Latency => (right?.ContentType, right?.Body ?? default),
            FaultKind.Status => (SimulatorResponse.JsonType, Bytes("""{"Message":"An error has occurred."}""")),
            FaultKind.Malformed => (SimulatorResponse.JsonType, Bytes("[{\"Id\": 1, oops}, ]]")),
            FaultKind.Html => ("text/html; charset=utf-8", Bytes(Page)),
            FaultKind.Empty => (SimulatorResponse.JsonType, default),
            FaultKind.HalfJson => (SimulatorResponse.JsonType, FirstHalf(right?.Body ?? Bytes("[{\"Id\":1}]"))),
            _ => (null, default),
        };
        if (fault.Kind is FaultKind.DropBefore or FaultKind.DropAfter or FaultKind.Hang)
            return null;

        var status = fault.Status ?? (fault.Kind == FaultKind.Status ? 500 : right?.Status ?? 200);
        var body = fault.Body is { } text ? Bytes(text) : own;
        return new SimulatorResponse(status, body, contentType) { Headers = Merge(right?.Headers, fault.Headers) };
    }

    private static IReadOnlyDictionary<string, string>? Merge(
        IReadOnlyDictionary<string, string>? right, IReadOnlyDictionary<string, string>? added)
    {
        if (right is null || added is null)
            return added ?? right;

        var merged = new Dictionary<string, string>(right, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in added)
            merged[name] = value;
        return merged;
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static ReadOnlyMemory<byte> FirstHalf(ReadOnlyMemory<byte> body) => body[..(body.Length / 2)];
}
