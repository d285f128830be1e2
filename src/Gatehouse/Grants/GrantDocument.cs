using Gatehouse.State;

namespace Gatehouse.Grants;

/// <summary>A grant and its targets, as they were read together.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Targets">Its targets, in their order.</param>
public sealed record GrantDocument(StateDocument<GrantRow> Grant, IReadOnlyList<StateDocument<TargetRow>> Targets);
