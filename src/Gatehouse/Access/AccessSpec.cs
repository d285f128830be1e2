using System.Text.Json;
using Gatehouse.Model;

namespace Gatehouse.Access;

/// <summary>Who shall be able to enter where and when at one facility. Ids are the vendor's.</summary>
public sealed record AccessSpec
{
    /// <summary>Who.</summary>
    public required AccessSubject Subject { get; init; }

    /// <summary>When.</summary>
    public required AccessWindow Window { get; init; }

    /// <summary>The access points.</summary>
    public IReadOnlyList<string> AccessPoints { get => field ?? []; init; }

    /// <summary>The roles.</summary>
    public IReadOnlyList<string> Roles { get => field ?? []; init; }

    /// <summary>The site, where the vendor grants by site.</summary>
    public string? Site { get; init; }

    /// <summary>Whom the visitor comes to see.</summary>
    public string? Host { get; init; }

    /// <summary>The organization that is visited.</summary>
    public string? Organization { get; init; }

    /// <summary>Why.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whether the vendor's window may be wider than the asked one where its grain is coarser.</summary>
    public bool AllowCoarse { get; init; }

    /// <summary>Further fields for the vendor, by the vendor's names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }
}
