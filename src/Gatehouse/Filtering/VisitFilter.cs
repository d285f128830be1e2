using Gatehouse.Model;
using Gatehouse.Visits;

namespace Gatehouse.Filtering;

/// <summary>Tells which visits a query asks for.</summary>
public static class VisitFilter
{
    /// <summary>Whether all of the query's conditions hold.</summary>
    /// <param name="query">The query.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="hosts">The ids of the people of <see cref="VisitQuery.Organization"/>, where the query has one.</param>
    public static bool Fits(VisitQuery query, Visit visit, IReadOnlySet<string>? hosts) =>
        (query.From is not { } from || (visit.Window?.To ?? DateTimeOffset.MaxValue) >= from)
        && (query.To is not { } to || (visit.Window?.From ?? DateTimeOffset.MinValue) < to)
        && (query.Status is not { } status || visit.Status == status)
        && (query.Host is not { } host || visit.Host?.Id == host)
        && (query.Organization is null || (visit.Host?.Id is { } id && hosts?.Contains(id) == true))
        && (query.Text is not { } text
            || TextMatch.Contains(text, visit.Visitor.Name, visit.Visitor.Company, visit.Visitor.Email, visit.Vehicle?.Plate));
}
