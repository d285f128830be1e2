namespace Gatehouse.Validation;

/// <summary>One thing that is wrong with an input.</summary>
/// <param name="Pointer">Where: a JSON pointer into the body such as <c>/window/to</c>, or the name of a query parameter.</param>
/// <param name="Detail">What is wrong and what would be right, for a person.</param>
/// <param name="Code">A stable word for it, where programs tell it from others: <c>role_required</c>.</param>
public sealed record FieldError(string Pointer, string Detail, string? Code = null);
