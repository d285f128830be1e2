using Gatehouse.Simulators.Control;

namespace Gatehouse.Local.Tests.Vendors;

/// <summary>Faults by their names in test cases.</summary>
public static class VendorFault
{
    /// <summary>What a vendor does, and the problem that callers see when it goes on doing so.</summary>
    public static TheoryData<string, int, string> All => new()
    {
        { "html", 502, "vendor_protocol" },
        { "empty", 502, "vendor_protocol" },
        { "half-json", 502, "vendor_protocol" },
        { "malformed", 502, "vendor_protocol" },
        { "status 500", 503, "vendor_unavailable" },
        { "status 429", 429, "vendor_rate_limited" },
        { "hang", 504, "vendor_timeout" },
        { "drop-before", 503, "vendor_unavailable" },
        { "drop-after", 503, "vendor_unavailable" },
    };

    public static Fault Of(string fault, string path, int? next = null) => fault switch
    {
        "status 500" => new Fault(FaultKind.Status) { Path = path, Next = next },
        "status 500 with effect" => new Fault(FaultKind.Status) { Path = path, Next = next, Effect = true },
        "status 503" => new Fault(FaultKind.Status) { Path = path, Next = next, Status = 503 },
        "status 429" => new Fault(FaultKind.Status)
        {
            Path = path,
            Next = next,
            Status = 429,
            Headers = new Dictionary<string, string> { ["Retry-After"] = "99999" },
        },
        "hang with effect" => new Fault(FaultKind.Hang) { Path = path, Next = next, Effect = true, Milliseconds = 60_000 },
        "hang" => new Fault(FaultKind.Hang) { Path = path, Next = next, Milliseconds = 60_000 },
        _ => new Fault(Enum.Parse<FaultKind>(fault.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)) { Path = path, Next = next },
    };
}
