using Gatehouse.Model;

namespace Gatehouse.Grants;

/// <summary>What a caller says of a grant.</summary>
public sealed record GrantDraft
{
    /// <summary>The most targets of a grant.</summary>
    public const int MostTargets = 1000;

    /// <summary>The caller's key: makes creating safe to repeat, and addresses the grant.</summary>
    public string? Key { get; init; }

    /// <summary>Who may enter.</summary>
    public GrantSubject? Subject { get; init; }

    /// <summary>From when to when.</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>Where.</summary>
    public IReadOnlyList<GrantTargetDraft> Targets { get => field ?? []; init; }

    /// <summary>Why.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whether targets that their facility cannot do become failed targets instead of refusing the whole grant.</summary>
    public bool? AllowPartial { get; init; }
}
