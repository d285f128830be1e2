namespace Gatehouse.Grants;

/// <summary>What the events of grants carry: the grant without its targets and, for events of a target, that target. Never credentials.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Target">The target.</param>
public sealed record GrantEventData(GrantHead Grant, GrantTarget? Target);
