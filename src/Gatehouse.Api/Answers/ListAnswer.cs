using System.Text.Json.Serialization;

namespace Gatehouse.Api.Answers;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Value">The items.</param>
/// <param name="NextLink">The absolute address of the next page; <c>null</c> on the last one.</param>
public sealed record ListAnswer<T>(
    IReadOnlyList<T> Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextLink);
