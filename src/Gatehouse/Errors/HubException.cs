namespace Gatehouse.Errors;

/// <summary>The hub itself cannot do what was asked.</summary>
/// <param name="kind">What kind of failure it is.</param>
/// <param name="code">A stable word for programs, snake_case.</param>
/// <param name="message">What happened and what to do, for a person.</param>
/// <param name="retryAfter">When asking again makes sense.</param>
/// <param name="innerException">The vendor's failure behind it, where there is one.</param>
public sealed class HubException(
    HubErrorKind kind, string code, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What kind of failure it is.</summary>
    public HubErrorKind Kind { get; } = kind;

    /// <summary>A stable word for programs, snake_case.</summary>
    public string Code { get; } = code;

    /// <summary>When asking again makes sense.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
