using Gatehouse.Model;

namespace Gatehouse.Connectors.Spintly;

/// <summary>What a meeting opens and when.</summary>
/// <param name="Window">When.</param>
/// <param name="Doors">The access points.</param>
internal sealed record SpintlyState(SpintlyWindow Window, IReadOnlyList<int> Doors)
{
    /// <summary>The doors that a change of unknown outcome may have added; <see langword="null"/> when none is open.</summary>
    public IReadOnlyList<int>? Pending { get; init; }

    public static SpintlyState Of(Visit visit) =>
        new(SpintlyWindow.Of(visit.Window!), SpintlyFields.Doors(visit.Fields)) { Pending = SpintlyFields.Pending(visit.Fields) };

    public static SpintlyState Of(VisitDraft draft) => new(SpintlyWindow.Of(draft.Window!), SpintlyFields.Doors(draft.Fields));

    /// <summary>Whether the vendor surely has it as <paramref name="other"/>, so that nothing is to be sent.</summary>
    public bool IsSurely(SpintlyState other) => Pending is null && Window == other.Window && Doors.Order().SequenceEqual(other.Doors.Order());
}
