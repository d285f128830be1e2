namespace Gatehouse.Audit;

/// <summary>Which entries are wanted.</summary>
public sealed record AuditQuery
{
    /// <summary>Those at or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Those before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Those of the API key with this id.</summary>
    public string? Key { get; init; }

    /// <summary>Those of this operation.</summary>
    public string? Operation { get; init; }

    /// <summary>Those whose address names this facility.</summary>
    public string? Facility { get; init; }

    /// <summary>Those whose resource begins so.</summary>
    public string? Resource { get; init; }

    /// <summary>Those of the request with this trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>Whether an entry is wanted.</summary>
    public bool Matches(AuditEntry entry) =>
        !(entry.At < From) && !(entry.At >= To)
        && (Key is null || entry.Key == Key)
        && (Operation is null || entry.Operation == Operation)
        && (Facility is null || entry.Facility == Facility)
        && (Resource is null || entry.Resource.StartsWith(Resource, StringComparison.Ordinal))
        && (TraceId is null || entry.TraceId == TraceId);
}
