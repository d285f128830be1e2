using System.Text.Json.Serialization;

namespace Gatehouse.Api.Answers;

/// <summary>A page of a list over several facilities.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Value">The items.</param>
/// <param name="NextLink">The absolute address of the next page; <c>null</c> on the last one.</param>
/// <param name="Failures">The facilities that could not answer, and whose items are missing.</param>
public sealed record TourAnswer<T>(
    IReadOnlyList<T> Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextLink,
    IReadOnlyList<TourFailure> Failures);
