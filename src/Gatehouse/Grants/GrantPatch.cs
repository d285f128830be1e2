using Gatehouse.Model;

namespace Gatehouse.Grants;

/// <summary>What a caller changes of a grant; what is left out stays.</summary>
public sealed record GrantPatch
{
    /// <summary>The new window, or the end of it that changes.</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>Further targets.</summary>
    public IReadOnlyList<GrantTargetDraft> AddTargets { get => field ?? []; init; }

    /// <summary>The numbers of targets to revoke.</summary>
    public IReadOnlyList<int> RemoveTargets { get => field ?? []; init; }

    /// <summary>Changes of targets.</summary>
    public IReadOnlyList<GrantTargetPatch> Targets { get => field ?? []; init; }

    /// <summary>Whether targets that their facility cannot do become failed targets instead of refusing the change.</summary>
    public bool? AllowPartial { get; init; }
}
