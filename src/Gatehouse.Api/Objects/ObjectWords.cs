namespace Gatehouse.Api.Objects;

/// <summary>What a kind of objects is called.</summary>
/// <param name="Plural">In addresses: <c>visits</c>.</param>
/// <param name="Name">In operation names, one of them: <c>Visit</c>.</param>
/// <param name="Names">In operation names, several of them, and as a heading: <c>Visits</c>.</param>
/// <param name="Article">In sentences: <c>a visit</c>.</param>
/// <param name="ReadScope">What it takes to see them.</param>
/// <param name="WriteScope">What it takes to change them.</param>
internal sealed record ObjectWords(string Plural, string Name, string Names, string Article, string ReadScope, string WriteScope);
