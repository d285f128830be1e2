using System.Text.Json.Serialization;
using Gatehouse.Validation;

namespace Gatehouse.Api.Problems;

/// <summary>A failure as callers see it (RFC 9457).</summary>
public sealed record Problem
{
    /// <summary>Names the kind of problem: <c>urn:gatehouse:problem:{code}</c>.</summary>
    public string Type => $"urn:gatehouse:problem:{Code}";

    /// <summary>The kind of problem, for a person.</summary>
    public string Title => string.Concat(char.ToUpperInvariant(Code[0]).ToString(), Code[1..].Replace('_', ' '));

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened and what to do, for a person.</summary>
    public required string Detail { get; init; }

    /// <summary>A stable word for programs, snake_case.</summary>
    public required string Code { get; init; }

    /// <summary>Whether the same request may succeed later without anybody changing anything.</summary>
    public bool Retryable { get; init; }

    /// <summary>By which the hub's log and traces can be searched.</summary>
    public string? TraceId { get; init; }

    /// <summary>Everything that is wrong with the input.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>What the vendor said, where the failure is the vendor's.</summary>
    public VendorProblem? Vendor { get; init; }

    /// <summary>When asking again makes sense; goes into the header Retry-After.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }
}
