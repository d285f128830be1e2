namespace Gatehouse.Access;

/// <summary>Asks a connector what the vendor holds of an access.</summary>
/// <param name="Current">What the hub believes; <see langword="null"/> when only the marker is known.</param>
/// <param name="Marker">The marker of the create.</param>
/// <param name="Spec">Who, where, when.</param>
public sealed record AccessInspect(AccessRecord? Current, string Marker, AccessSpec Spec)
{
    /// <summary>What other live grants hold of the same person's access, as in <see cref="AccessApply"/>.</summary>
    public IReadOnlyList<AccessShare> Others { get => field ?? []; init; }

    /// <summary>
    /// Whether it was taken back. Then what counts is any part of it that is still there and that no other grant stands for;
    /// otherwise it counts only when all of it is there.
    /// </summary>
    public bool IsRevoked { get; init; }
}
