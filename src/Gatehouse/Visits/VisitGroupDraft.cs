using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>Visits that a caller asks for as one group.</summary>
public sealed record VisitGroupDraft
{
    /// <summary>The most members of a group.</summary>
    public const int MostVisitors = 100;

    /// <summary>What holds for every visit of the group; without a visitor and a key.</summary>
    public VisitDraft? Common { get; init; }

    /// <summary>The members, 1 to 100.</summary>
    public IReadOnlyList<Visitor>? Visitors { get; init; }
}
