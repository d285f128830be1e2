using Gatehouse.Validation;

namespace Gatehouse.Events;

/// <summary>Types of events with wildcards: <c>*</c> for all, <c>grant.*</c> for those that begin so, <c>visit.arrived</c> for one.</summary>
public static class EventPatterns
{
    private const string Rest = ".*";

    /// <summary>Whether one of the patterns fits a type.</summary>
    public static bool Match(IReadOnlyList<string> patterns, string type)
    {
        foreach (var pattern in patterns)
        {
            if (Match(pattern, type))
                return true;
        }

        return false;
    }

    /// <summary>Names the patterns that fit no type that there is: a slip of the pen would wait for events that never come.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <param name="pointer">What an error is called, by the pattern's index.</param>
    /// <param name="errors">Takes the errors.</param>
    public static void Check(IReadOnlyList<string> patterns, Func<int, string> pointer, Action<FieldError> errors)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (!EventTypes.All.Any(type => Match(patterns[i], type)))
                errors(new FieldError(pointer(i), $"Fits no type of event. Types are: {string.Join(", ", EventTypes.All)}; visit.* stands for all that begin so, * for all."));
        }
    }

    private static bool Match(string pattern, string type) =>
        pattern == "*"
        || pattern == type
        || (pattern.EndsWith(Rest, StringComparison.Ordinal) && type.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal));
}
