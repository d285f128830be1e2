namespace Gatehouse.Api.Visits;

/// <summary>What became of a group of visits.</summary>
/// <param name="GroupId">Stands in every visit of the group.</param>
/// <param name="Outcomes">One for each visitor, in the order of the request.</param>
public sealed record VisitGroupAnswer(string GroupId, IReadOnlyList<VisitGroupItem> Outcomes);
