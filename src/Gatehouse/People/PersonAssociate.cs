namespace Gatehouse.People;

/// <summary>Makes a person known at further sites.</summary>
/// <param name="Id">The vendor's id of the person.</param>
/// <param name="Sites">The vendor's ids of the sites.</param>
public sealed record PersonAssociate(string Id, IReadOnlyList<string> Sites);
