namespace Gatehouse.Validation;

/// <summary>An input is wrong; names everything that is wrong with it. The vendor was not called.</summary>
/// <param name="errors">What is wrong, at least one thing.</param>
public sealed class InvalidInputException(IReadOnlyList<FieldError> errors)
    : Exception(string.Join(" ", errors.Select(error => $"{error.Pointer}: {error.Detail}")))
{
    /// <summary>For a single thing that is wrong.</summary>
    public InvalidInputException(string pointer, string detail)
        : this([new FieldError(pointer, detail)])
    {
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;

    /// <summary>A stable word for all of it: the one that all errors have, else <c>invalid</c>.</summary>
    public string Code { get; } = errors.All(error => error.Code == errors[0].Code) ? errors[0].Code ?? "invalid" : "invalid";

    /// <summary>Throws when <paramref name="errors"/> has any.</summary>
    public static void ThrowIfAny(IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0)
            throw new InvalidInputException(errors);
    }
}
