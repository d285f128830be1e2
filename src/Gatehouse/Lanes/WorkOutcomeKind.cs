namespace Gatehouse.Lanes;

/// <summary>What becomes of an item, see <see cref="WorkOutcome"/>.</summary>
internal enum WorkOutcomeKind
{
    Done,
    Retry,
    NotYet,
    LanePaused,
    CutOff,
}
