namespace Gatehouse.Grants;

/// <summary>A create at the vendor that is under way or whose outcome is not known.</summary>
/// <param name="Marker">Its marker.</param>
/// <param name="Version">The version of the wish that it was made for.</param>
/// <param name="CalledUntil">No call of it can still be on its way to the vendor after this time, UTC.</param>
/// <param name="Baseline">What the vendor had before, where the marker alone does not find what was made.</param>
/// <param name="Wish">The wish that it was made for: what it made is searched and taken back as such, whatever is wanted by now.</param>
/// <param name="Roles">The roles that were planned for it, by the vendor's ids.</param>
/// <param name="IsUndone">Whether what it may have made was taken back once, before the settle time.</param>
public sealed record TargetCreate(
    string Marker,
    int Version,
    DateTimeOffset CalledUntil,
    string? Baseline = null,
    TargetWish? Wish = null,
    IReadOnlyList<string>? Roles = null,
    bool IsUndone = false);
