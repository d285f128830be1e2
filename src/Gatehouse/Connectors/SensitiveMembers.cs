namespace Gatehouse.Connectors;

/// <summary>Which members of a vendor's objects, by the vendor's names, are not for everybody.</summary>
public sealed record SensitiveMembers
{
    /// <summary>Nothing is sensitive.</summary>
    public static SensitiveMembers None { get; } = new();

    /// <summary>What opens doors: shown with <c>credentials:read</c>.</summary>
    public IReadOnlySet<string> Credentials { get; init; } = new HashSet<string>();

    /// <summary>National identity numbers: shown with <c>people:sensitive</c>.</summary>
    public IReadOnlySet<string> Personal { get; init; } = new HashSet<string>();

    /// <summary>Passwords: never shown.</summary>
    public IReadOnlySet<string> Passwords { get; init; } = new HashSet<string>();
}
