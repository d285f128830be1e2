using Gatehouse.Api.Problems;

namespace Gatehouse.Api.Answers;

/// <summary>A facility that could not answer.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Problem">Why it could not.</param>
public sealed record TourFailure(string Facility, Problem Problem);
