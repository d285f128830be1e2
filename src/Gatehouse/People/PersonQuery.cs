using Gatehouse.Paging;

namespace Gatehouse.People;

/// <summary>Which people are asked for; all conditions must hold.</summary>
/// <param name="Page">Which part of the list.</param>
public sealed record PersonQuery(PageRequest Page)
{
    /// <summary>People of the organization with this vendor id; a connector that needs a parent walks all of them without it.</summary>
    public string? Organization { get; init; }

    /// <summary>People of the site with this vendor id; only the vendor can tell, and few can: others refuse it.</summary>
    public string? Site { get; init; }

    /// <summary>People with this e-mail address, first or further; case does not matter.</summary>
    public string? Email { get; init; }

    /// <summary>People with this telephone or mobile number; only digits and a leading plus count.</summary>
    public string? Phone { get; init; }

    /// <summary>Active or inactive people.</summary>
    public bool? Active { get; init; }

    /// <summary>People with this text in their name, e-mail, department or employee number; case does not matter.</summary>
    public string? Text { get; init; }
}
