using Gatehouse.Paging;

namespace Gatehouse.Grants;

/// <summary>Which grants are asked for; all conditions must hold.</summary>
/// <param name="Page">Which part of the list.</param>
public sealed record GrantQuery(PageRequest Page)
{
    /// <summary>With a target at this facility.</summary>
    public string? Facility { get; init; }

    /// <summary>Of the subject with this caller's key.</summary>
    public string? SubjectKey { get; init; }

    /// <summary>Of the subject with this e-mail address; case does not matter.</summary>
    public string? Email { get; init; }

    /// <summary>In this state.</summary>
    public GrantState? State { get; init; }

    /// <summary>Whose window ends after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Whose window begins before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>With this caller's key.</summary>
    public string? Key { get; init; }
}
