namespace Gatehouse.Access;

/// <summary>What a vendor holds of an access.</summary>
/// <param name="Found">What is there and in force; <see langword="null"/> when nothing is.</param>
/// <param name="Duplicates">Further objects with the same marker.</param>
public sealed record AccessInspection(AccessRecord? Found, IReadOnlyList<AccessRecord> Duplicates)
{
    /// <summary>Whether the vendor's answer does not tell: nothing follows from it.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>Whether it came to its end there: the visitor left, or the host refused. It is neither applied again nor changed back.</summary>
    public bool IsOver { get; init; }
}
