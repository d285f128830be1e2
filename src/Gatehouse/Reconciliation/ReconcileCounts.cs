namespace Gatehouse.Reconciliation;

/// <summary>How many targets were found how.</summary>
public sealed record ReconcileCounts
{
    /// <summary>Targets that were looked at at the vendor.</summary>
    public int Checked { get; init; }

    /// <summary>Active ones that the vendor did not have.</summary>
    public int Missing { get; init; }

    /// <summary>Ones that were taken back or are over and that the vendor still had.</summary>
    public int LeftOver { get; init; }

    /// <summary>Further objects with the marker of an active one.</summary>
    public int Duplicates { get; init; }

    /// <summary>Active ones that the vendor had with another window.</summary>
    public int Changed { get; init; }

    /// <summary>Failed ones that the vendor had all the same.</summary>
    public int Adopted { get; init; }

    /// <summary>Ones of which the vendor could not be asked, or did not tell.</summary>
    public int Unverifiable { get; init; }

    /// <summary>Unverified ones that the vendor shows gone.</summary>
    public int Confirmed { get; init; }

    /// <summary>Active ones that came to their end at the vendor: the visitor left, or the host refused.</summary>
    public int Ended { get; init; }

    /// <summary>Ones that had something to do and nobody to do it.</summary>
    public int Healed { get; init; }

    /// <summary>How many findings were written down one by one.</summary>
    public int Listed { get; init; }

    /// <summary>With more findings.</summary>
    public ReconcileCounts With(int looked, IReadOnlyCollection<ReconcileFinding> findings, int listed) => new()
    {
        Checked = Checked + looked,
        Missing = Missing + Count(findings, FindingKind.Missing),
        LeftOver = LeftOver + Count(findings, FindingKind.LeftOver),
        Duplicates = Duplicates + Count(findings, FindingKind.Duplicate),
        Changed = Changed + Count(findings, FindingKind.Changed),
        Adopted = Adopted + Count(findings, FindingKind.Adopted),
        Unverifiable = Unverifiable + Count(findings, FindingKind.Unverifiable),
        Confirmed = Confirmed + Count(findings, FindingKind.Confirmed),
        Ended = Ended + Count(findings, FindingKind.Ended),
        Healed = Healed + Count(findings, FindingKind.Healed),
        Listed = Listed + listed,
    };

    private static int Count(IReadOnlyCollection<ReconcileFinding> findings, FindingKind kind) => findings.Count(finding => finding.Kind == kind);
}
