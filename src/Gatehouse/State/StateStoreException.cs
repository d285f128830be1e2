namespace Gatehouse.State;

/// <summary>The state store or work queue did not do what was asked, for a reason other than a conflict.</summary>
/// <param name="message">What happened and what to do about it, for an operator.</param>
/// <param name="isTransient">Whether the same call may succeed later.</param>
/// <param name="innerException">The adapter's own exception.</param>
public class StateStoreException(string message, bool isTransient, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Whether the same call may succeed later (the store is busy or away), as opposed to never.</summary>
    public bool IsTransient { get; } = isTransient;
}
