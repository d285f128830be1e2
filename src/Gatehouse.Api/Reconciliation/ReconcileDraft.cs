namespace Gatehouse.Api.Reconciliation;

/// <summary>Asks for a comparison of grants with a vendor.</summary>
public sealed record ReconcileDraft
{
    /// <summary>Whether nothing is changed and the report only tells what would be.</summary>
    public bool? DryRun { get; init; }
}
