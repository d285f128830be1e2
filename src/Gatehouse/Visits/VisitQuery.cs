using Gatehouse.Model;
using Gatehouse.Paging;

namespace Gatehouse.Visits;

/// <summary>Which visits are asked for; all conditions must hold.</summary>
/// <param name="Page">Which part of the list.</param>
public sealed record VisitQuery(PageRequest Page)
{
    /// <summary>Visits that are not over before this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Visits that begin before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Visits in this state.</summary>
    public VisitStatus? Status { get; init; }

    /// <summary>Visits to the person with this vendor id.</summary>
    public string? Host { get; init; }

    /// <summary>Visits to people of the organization with this vendor id.</summary>
    public string? Organization { get; init; }

    /// <summary>Visits with this text in the visitor's name, company, e-mail or plate; case does not matter.</summary>
    public string? Text { get; init; }
}
