namespace Gatehouse.Operations;

/// <summary>Something that the hub can ask of a vendor.</summary>
/// <param name="Name">Dotted, lower-case, unique: <c>visits.create</c>.</param>
/// <param name="Effect">What calling it again does; decides about retries.</param>
/// <param name="Scope">What a caller's API key must allow.</param>
/// <param name="Summary">What it does, in a few words, for the documentation.</param>
public abstract record Operation(string Name, Effect Effect, string Scope, string Summary)
{
    /// <summary>Whether it removes something, so that "not found" after an attempt with unknown effect means done.</summary>
    public bool Removes { get; init; }
}
