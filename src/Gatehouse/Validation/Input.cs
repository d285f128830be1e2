namespace Gatehouse.Validation;

/// <summary>What was read of an input, and what is wrong with it so far. Wrong members are left out of the value.</summary>
/// <typeparam name="T">What was read.</typeparam>
/// <param name="Value">The members that could be read.</param>
/// <param name="Errors">What is wrong; more checks add to it before anything is thrown.</param>
public sealed record Input<T>(T Value, IReadOnlyList<FieldError> Errors)
{
    /// <summary>An input without errors.</summary>
    public Input(T value)
        : this(value, [])
    {
    }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidInputException">Something is wrong with it.</exception>
    public T Checked()
    {
        InvalidInputException.ThrowIfAny(Errors);
        return Value;
    }
}
