using Gatehouse.Model;
using Gatehouse.People;
using Gatehouse.Validation;

namespace Gatehouse.Filtering;

/// <summary>Tells which people a query asks for.</summary>
public static class PersonFilter
{
    /// <summary>What is wrong with a query for a system that does not know people by site.</summary>
    public static IEnumerable<FieldError> WithoutSites(PersonQuery query) =>
        query.Site is null ? [] : [new FieldError("site", "This system does not list people by site.")];

    /// <summary>Whether all of the query's conditions hold, but for the site: whoever is asked about is of it.</summary>
    public static bool Fits(PersonQuery query, Person person) =>
        (query.Organization is not { } organization || person.Organization?.Id == organization)
        && (query.Email is not { } email || TextMatch.Same(email, person.Email) || person.OtherEmails.Any(other => TextMatch.Same(email, other)))
        && (query.Phone is not { } phone || TextMatch.SamePhone(phone, person.Phone) || TextMatch.SamePhone(phone, person.Mobile))
        && (query.Active is not { } active || person.Active == active)
        && (query.Text is not { } text
            || TextMatch.Contains(text, person.Name, person.Email, person.Department, person.EmployeeNo));
}
