namespace Gatehouse.Simulators.Control;

/// <summary>A fault to apply to calls of the vendor's API. Without <see cref="Next"/> and <see cref="Percent"/> it hits every call.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Hits exactly this many of the next matching calls, then ends.</summary>
    public int? Next { get; init; }

    /// <summary>Hits each matching call with this probability, above 0 and at most 100.</summary>
    public double? Percent { get; init; }

    /// <summary>
    /// Only calls whose path begins so, case ignored: <c>/api/Visits/CreateVisit</c>. Where a vendor has one address for all calls,
    /// the call's name follows: <c>/services/apexrest/oem-api#com.vizpin.user.get</c>.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>Only calls with this HTTP method, case ignored.</summary>
    public string? Method { get; init; }

    /// <summary>How long the call waits before anything happens; for <see cref="FaultKind.Hang"/> how long it is held at most.</summary>
    public int? Milliseconds { get; init; }

    /// <summary>The status of the answer: by default 500 for <see cref="FaultKind.Status"/>, otherwise that of the right answer.</summary>
    public int? Status { get; init; }

    /// <summary>Further response headers, such as <c>Retry-After</c>.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The body of the answer in place of the kind's own; <see cref="FaultKind.Html"/> sends it as a page.</summary>
    public string? Body { get; init; }

    /// <summary>
    /// Whether the call takes effect before it goes wrong. By default not for <see cref="FaultKind.Status"/> and
    /// <see cref="FaultKind.Hang"/>, but for all faults of the body. Latency and drops have it in their kind.
    /// </summary>
    public bool? Effect { get; init; }

    internal bool TakesEffect =>
        Effect ?? Kind is not (FaultKind.Status or FaultKind.Hang or FaultKind.DropBefore);

    internal bool Matches(string method, string path) =>
        (Path is null || path.StartsWith(Path, StringComparison.OrdinalIgnoreCase))
        && (Method is null || string.Equals(method, Method, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with the fault itself, or null.</summary>
    internal string? Problem() => this switch
    {
        { Next: not null, Percent: not null } => "A fault has next or percent, not both.",
        { Next: < 1 } => "next must be at least 1.",
        { Percent: <= 0 or > 100 or double.NaN } => "percent must be above 0 and at most 100.",
        { Path: { } path } when !path.StartsWith('/') => "path must begin with a slash.",
        { Milliseconds: < 0 } => "milliseconds must not be negative.",
        { Kind: FaultKind.Latency, Milliseconds: null } => "latency needs milliseconds.",
        { Status: < 200 or > 599 } => "status must be from 200 to 599.",
        { Effect: not null, Kind: FaultKind.Latency or FaultKind.DropBefore or FaultKind.DropAfter } =>
            "latency, drop-before and drop-after have their effect in their kind.",
        _ => null,
    };
}
