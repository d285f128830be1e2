using Gatehouse.Access;

namespace Gatehouse.Grants;

/// <summary>What the vendor holds, as far as the hub knows.</summary>
/// <param name="Id">The vendor's id.</param>
/// <param name="Window">When it is open.</param>
/// <param name="Marker">The marker that it was made with.</param>
/// <param name="Record">The <see cref="AccessRecord"/>, encrypted: it holds the credentials.</param>
public sealed record TargetHold(string Id, AccessWindow Window, string Marker, byte[] Record)
{
    /// <summary>Whether taking it back was begun: it may be gone, or half gone, though nobody heard so.</summary>
    public bool IsEnding { get; init; }
}
