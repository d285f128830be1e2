namespace Gatehouse.Access;

/// <summary>What a vendor holds of an access.</summary>
/// <param name="Found">What is there and in force; <see langword="null"/> when nothing is.</param>
/// <param name="Duplicates">Further objects with the same marker.</param>
public sealed record AccessInspection(AccessRecord? Found, IReadOnlyList<AccessRecord> Duplicates);
