namespace Gatehouse.Access;

/// <summary>Asks a connector what the vendor holds of an access.</summary>
/// <param name="Current">What the hub believes; <see langword="null"/> when only the marker is known.</param>
/// <param name="Marker">The marker of the create.</param>
/// <param name="Spec">Who, where, when.</param>
public sealed record AccessInspect(AccessRecord? Current, string Marker, AccessSpec Spec);
