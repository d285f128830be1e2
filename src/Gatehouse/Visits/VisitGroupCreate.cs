using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>Asks a connector for a visit for each member of a group.</summary>
/// <param name="Visits">The visits, each complete: what is common to the group stands in every one. At least one.</param>
/// <param name="Marker">Unique to this create; <see cref="MarkerOf"/> tells the members apart.</param>
public sealed record VisitGroupCreate(IReadOnlyList<VisitDraft> Visits, string Marker)
{
    /// <summary>
    /// Whether nobody has called with this marker before. Unless it is set, a connector that makes the members one by one
    /// looks for those that are there already, and makes only the others.
    /// </summary>
    public bool IsFirstCall { get; init; }

    /// <summary>The marker of the member at <paramref name="index"/>.</summary>
    public static string MarkerOf(string marker, int index) => FormattableString.Invariant($"{marker}-{index}");
}
