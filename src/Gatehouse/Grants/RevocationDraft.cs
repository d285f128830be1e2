namespace Gatehouse.Grants;

/// <summary>Which grants a caller revokes at once: by one of subject, e-mail, organization or facility, or by several, which must all hold.</summary>
public sealed record RevocationDraft
{
    /// <summary>Of the subject with this caller's key.</summary>
    public string? SubjectKey { get; init; }

    /// <summary>Of the subject with this e-mail address; case does not matter.</summary>
    public string? Email { get; init; }

    /// <summary>Targets that visit the organization with this vendor's id or name.</summary>
    public string? Organization { get; init; }

    /// <summary>Targets at this facility.</summary>
    public string? Facility { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether to tell what would be revoked and revoke nothing.</summary>
    public bool? DryRun { get; init; }
}
