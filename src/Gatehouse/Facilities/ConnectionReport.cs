namespace Gatehouse.Facilities;

/// <summary>What a connection test found.</summary>
/// <param name="Detail">What was called and what it answered, for a person: counts and names, no secrets.</param>
public sealed record ConnectionReport(string Detail);
