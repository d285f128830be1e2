using System.Text.Json;
using Gatehouse.Model;

namespace Gatehouse.Grants;

/// <summary>What a caller says of a grant's share at one facility. References are by the vendor's id, by <c>key:{key}</c> in the id, or by name.</summary>
public sealed record GrantTargetDraft
{
    /// <summary>The facility's id.</summary>
    public string? Facility { get; init; }

    /// <summary>The access points.</summary>
    public IReadOnlyList<NamedReference> AccessPoints { get => field ?? []; init; }

    /// <summary>The site, where the vendor grants by site.</summary>
    public NamedReference? Site { get; init; }

    /// <summary>The roles.</summary>
    public IReadOnlyList<NamedReference> Roles { get => field ?? []; init; }

    /// <summary>Whom the visitor comes to see; also by e-mail.</summary>
    public HostReference? Host { get; init; }

    /// <summary>The organization that is visited.</summary>
    public NamedReference? Organization { get; init; }

    /// <summary>Whether the vendor's window may be wider than the asked one where its grain is coarser.</summary>
    public bool? AllowCoarse { get; init; }

    /// <summary>Further fields for the vendor, by the vendor's names.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }
}
