using Gatehouse.Model;

namespace Gatehouse.Grants;

/// <summary>What a caller changes of a target.</summary>
public sealed record GrantTargetPatch
{
    /// <summary>Which one.</summary>
    public required int Number { get; init; }

    /// <summary>Further access points.</summary>
    public IReadOnlyList<NamedReference> AddAccessPoints { get => field ?? []; init; }

    /// <summary>The vendor's ids of access points that it shall open no more.</summary>
    public IReadOnlyList<string> RemoveAccessPoints { get => field ?? []; init; }

    /// <summary>Further roles.</summary>
    public IReadOnlyList<NamedReference> AddRoles { get => field ?? []; init; }

    /// <summary>The vendor's ids of roles that it shall give no more.</summary>
    public IReadOnlyList<string> RemoveRoles { get => field ?? []; init; }

    /// <summary>Whether the vendor's window may be wider.</summary>
    public bool? AllowCoarse { get; init; }
}
