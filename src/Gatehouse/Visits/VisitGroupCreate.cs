using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>Asks a connector for a visit for each member of a group. Members that an earlier try made are not made again.</summary>
/// <param name="Visits">The visits, each complete: what is common to the group stands in every one. At least one.</param>
/// <param name="Marker">Unique to this create; <see cref="MarkerOf"/> tells the members apart.</param>
public sealed record VisitGroupCreate(IReadOnlyList<VisitDraft> Visits, string Marker)
{
    /// <summary>The marker of the member at <paramref name="index"/>.</summary>
    public static string MarkerOf(string marker, int index) => FormattableString.Invariant($"{marker}-{index}");
}
