using Gatehouse.Access;

namespace Gatehouse.Reconciliation;

/// <summary>What a vendor showed of a target.</summary>
/// <param name="Found">The access, with its marker; <see langword="null"/> when there is none.</param>
/// <param name="More">Further objects of the target, with their markers.</param>
/// <param name="IsOver">Whether it came to its end there.</param>
/// <param name="Unclear">Why nothing can be said; <see langword="null"/> when it can.</param>
internal sealed record TargetSight(
    (AccessRecord Record, string Marker)? Found, IReadOnlyList<(AccessRecord Record, string Marker)> More, bool IsOver, string? Unclear = null)
{
    public static TargetSight Unknown(string why) => new(null, [], false, why);
}
