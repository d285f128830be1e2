using Gatehouse.Lanes;

namespace Gatehouse.Grants;

/// <summary>What a step at the vendor came to.</summary>
/// <param name="Change">Writes it into the target, as it is by then.</param>
/// <param name="Outcome">What becomes of the work; <see langword="null"/> to go on with the next step.</param>
/// <param name="CredentialsChanged">Whether what opens the doors is another now.</param>
internal sealed record TargetResult(Func<TargetRow, TargetRow> Change, WorkOutcome? Outcome = null, bool CredentialsChanged = false);
