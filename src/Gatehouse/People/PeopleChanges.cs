namespace Gatehouse.People;

/// <summary>What a part of a synchronization changed in the directory.</summary>
/// <param name="Created">How many people were new.</param>
/// <param name="Changed">How many were not as they were.</param>
public sealed record PeopleChanges(int Created, int Changed);
